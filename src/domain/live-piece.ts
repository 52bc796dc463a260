import type { Pcm } from './audio.ts';
import type { ChunkEnd } from './chunk.ts';
import type { LostSound } from './lost-sound.ts';

/** Speech on its way to the engine while people talk. Its samples are exactly `startSample … startSample + pcm.length`. */
export interface LiveSpeech {
  readonly kind: 'speech';
  readonly startSample: number;
  readonly pcm: Pcm;
  readonly end: ChunkEnd;
  readonly speechSamples: number;
  /** So many of the first samples are also the last ones of the speech before, which was cut because it was full. */
  readonly overlapSamples: number;
  /** When its first new sample came in, ms of the clock. */
  readonly arrivedAtMs: number;
  /** Absent where nothing was lost. */
  readonly lost?: readonly LostSound[];
}

/**
 * What a track is cut into while people talk, in order of time. `pause`: nobody spoke after speech that was cut because it was full,
 * so its last words stand. `rest`: a silence so long that the utterance is over.
 */
export type LivePiece = LiveSpeech | { readonly kind: 'pause' } | { readonly kind: 'rest' };
