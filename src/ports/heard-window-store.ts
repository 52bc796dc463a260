import type { ChunkResult } from '../domain/chunk-result.ts';

/** A window of the final pass that was transcribed while its call went on: good for the same sound only. */
export interface HeardWindow {
  readonly result: ChunkResult;
  /** Of the window's sound. */
  readonly hash: string;
  /** Sample of the track behind the last one of the window. */
  readonly endSample: number;
}

/**
 * What is heard of a meeting ahead of its end, before it has tracks. It goes with its meeting; one that is not stored keeps nothing, so that no
 * forgotten word comes back.
 *
 * @throws MomError store_failed
 */
export interface HeardWindowStore {
  /** Keeps the latest of a (track, start). */
  save(meetingId: string, heard: HeardWindow): Promise<void>;
  /** By track, then time. */
  list(meetingId: string): Promise<readonly HeardWindow[]>;
  /** Takes what ends behind `afterSample` away for good: its words are overwritten like those of a deleted meeting. */
  remove(meetingId: string, afterSample: number): Promise<void>;
  /** Its words stand in the transcript now. */
  clear(meetingId: string): Promise<void>;
}
