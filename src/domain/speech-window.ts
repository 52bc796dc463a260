import type { Chunk } from './chunk.ts';
import { type LostSound, lostWithin } from './lost-sound.ts';

/** Samples that lie side by side in the track and in the window. */
export interface WindowPiece {
  /** First sample of it in the window. */
  readonly offset: number;
  /** The same sample in the track. */
  readonly startSample: number;
  readonly sampleCount: number;
}

/**
 * Speech of one track as the final pass hears it: several stretches in one piece of sound, long pauses between them shortened. Its pieces, in
 * order, are its `pcm`; `startSample` is the first sample of the first one.
 */
export interface SpeechWindow extends Chunk {
  readonly pieces: readonly WindowPiece[];
}

/** Talk without a pause is cut, and both windows hear this much of it around the cut: every word near it is whole in one of them. */
export const CUT_OVERLAP_MS = 1_000;

/** What of a track's lost sound lies in these pieces, counted from the first sample of their window. */
export const lostInPieces = (lost: readonly LostSound[], pieces: readonly WindowPiece[]): readonly LostSound[] =>
  pieces.flatMap((piece) =>
    lostWithin(lost, piece).map((hole) => ({ ...hole, startSample: hole.startSample + piece.offset })),
  );
