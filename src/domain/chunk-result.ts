import type { Segment } from './segment.ts';

/** The same sound as the engine translated it. */
export interface ChunkTranslation {
  /** ISO 639-1 code of the language that it is translated into. */
  readonly language: string;
  readonly segments: readonly Segment[];
}

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
  /** Absent or null where none was asked for or needed. */
  readonly translation?: ChunkTranslation | null;
}
