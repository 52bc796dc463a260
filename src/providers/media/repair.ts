import type { Warning } from '../../domain/meeting.ts';

/** Bytes that FFmpeg reads in place of those in the file, so that it does not give up what can be heard. */
export interface Patch {
  readonly from: number;
  readonly bytes: Buffer;
}

/** What is known about a container before FFmpeg sees it. */
export interface Repair {
  readonly patches: readonly Patch[];
  readonly warnings: readonly Warning[];
  /** The file ends before its container does. */
  readonly endsAbruptly: boolean;
}

export const NO_REPAIR: Repair = { patches: [], warnings: [], endsAbruptly: false };
