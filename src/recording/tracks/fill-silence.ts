import { type Pcm, SAMPLE_RATE_HZ } from '../../domain/audio.ts';
import type { TrackPiece } from './track-piece.ts';

/** The port's longest block. */
const BLOCK_SAMPLES = SAMPLE_RATE_HZ;

/** One member's pieces as a whole track from `fromSample` on: silence where nothing is, blocks of at most a second. */
export async function* fillSilence(pieces: AsyncIterable<TrackPiece>, fromSample = 0): AsyncGenerator<Pcm> {
  let position = fromSample;
  for await (const { startSample, pcm } of pieces) {
    yield* silence(startSample - position);
    for (let at = 0; at < pcm.length; at += BLOCK_SAMPLES) yield pcm.subarray(at, at + BLOCK_SAMPLES);
    position = Math.max(position, startSample) + pcm.length;
  }
}

/** Nothing when there are none. */
export function* silence(samples: number): Generator<Pcm> {
  for (let left = samples; left > 0; left -= BLOCK_SAMPLES) yield new Float32Array(Math.min(left, BLOCK_SAMPLES));
}
