import type { Segment } from './segment.ts';

/** What became of a chunk: text, nothing to hear, text that was not believed, or a failure that was counted. */
export type ChunkOutcome = 'transcribed' | 'empty' | 'rejected' | 'failed';

/** Stored once per chunk; (trackId, startSample) names it across restarts. */
export interface ChunkResult {
  readonly trackId: string;
  readonly startSample: number;
  readonly sampleCount: number;
  readonly outcome: ChunkOutcome;
  /** Why it was rejected or failed, or why a part of its text was left out (an error code or the gate's reason). */
  readonly reason: string | null;
  readonly segments: readonly Segment[];
}
