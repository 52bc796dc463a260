import type { ChunkResult } from '../../domain/chunk-result.ts';
import type { Doubt } from './doubt.ts';
import { TrackBeliefs } from './track-beliefs.ts';

/** Mean token probability below which a text is weak; engines that tell none say one half. */
const WEAK_CONFIDENCE = 0.5;

/**
 * The chunks of a recording, where the same phrase again and again with little that speaks for it is left out. Chunks of a recording
 * are transcribed side by side, in no order, so this looks at all of them at the end: a resumed meeting gets the same as an undisturbed one.
 * `chunks` by track, then time.
 */
export function withoutRefrains(chunks: readonly ChunkResult[]): readonly ChunkResult[] {
  const beliefs = new Map<string, TrackBeliefs>();
  return chunks.map((chunk) => {
    const track = beliefs.get(chunk.trackId) ?? new TrackBeliefs();
    beliefs.set(chunk.trackId, track);
    const text = chunk.segments.map((segment) => segment.text).join(' ');
    const isRefrain = chunk.outcome === 'transcribed' && track.isRefrain(text, isWeakChunk(chunk));
    track.heard(text);
    return isRefrain ? rejected(chunk) : chunk;
  });
}

const isWeakChunk = ({ segments }: ChunkResult): boolean =>
  segments.every((segment) => segment.confidence < WEAK_CONFIDENCE);

const rejected = (chunk: ChunkResult): ChunkResult => ({
  ...chunk,
  outcome: 'rejected',
  reason: 'repeated-phrase' satisfies Doubt,
  segments: [],
});
