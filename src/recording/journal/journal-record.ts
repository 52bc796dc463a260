import type { CaptureEvent, Packet } from '../../domain/packet.ts';

/** What a journal holds, in the order in which it was written. */
export type JournalRecord =
  | { readonly kind: 'packet'; readonly packet: Packet }
  | { readonly kind: 'event'; readonly event: CaptureEvent }
  /** `isTail`: the end of a file that was being written when the process died. */
  | { readonly kind: 'damage'; readonly file: string; readonly bytes: number; readonly isTail: boolean }
  /** Only while following: everything that arrived before this moment (epoch ms) was given. */
  | { readonly kind: 'time'; readonly atMs: number };

/** Of whom packets are wanted; the events come always. */
export type UserFilter = ReadonlySet<string> | null;
