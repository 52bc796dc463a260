import type { Pcm } from './audio.ts';
import type { LostSound } from './lost-sound.ts';

/** Why a chunk ended where it did. */
export type ChunkEnd = 'pause' | 'full' | 'track-end';

/**
 * Speech of one track on its way to the transcriber, named by its first sample. Its samples are exactly `startSample … startSample + pcm.length`,
 * except in a SpeechWindow, which tells where its pieces lie.
 */
export interface Chunk {
  readonly trackId: string;
  readonly startSample: number;
  readonly pcm: Pcm;
  readonly end: ChunkEnd;
  /** Samples of it that speech detection took for speech. */
  readonly speechSamples: number;
  /** Absent where nothing was lost. */
  readonly lost?: readonly LostSound[];
}
