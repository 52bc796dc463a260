import type { GapReason, Packet } from '../../../../../domain/packet.ts';

/** What the tap tells of a call. None of these may throw. */
export interface TapHooks {
  packet(packet: Packet): void;
  /** Whether this member's sound is wanted; what is not is thrown away unopened. */
  wants(userId: string): boolean;
  /** A source got its owner. */
  source(userId: string, ssrc: number): void;
  /** `userId` null when nobody knows whose packets they were. */
  gap(userId: string | null, reason: GapReason, packets: number): void;
  /** The end-to-end group changed. */
  epoch(epoch: number): void;
  /** The bot had to leave the end-to-end group and come in again. */
  recovery(): void;
  /** A packet that could not be taken because of a fault of ours; the next ones are. */
  fault(error: unknown): void;
  /** Bytes of the socket's receive buffer that the kernel granted, and that were asked for. */
  receiveBuffer(grantedBytes: number, askedBytes: number): void;
}
