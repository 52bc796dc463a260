import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectSpans, LIVE_CHUNKS, type Span } from '../../src/audio/index.ts';
import { FakeVoiceActivity } from '../doubles/fake-voice-activity.ts';

/** Loud and soft stretches, of any length in samples. */
const sound = fc.array(fc.record({ isLoud: fc.boolean(), samples: fc.integer({ min: 1, max: 30_000 }) }), {
  minLength: 1,
  maxLength: 8,
});
const cuts = fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 20 });

describe('speech of a track', () => {
  it('is the same however the sound arrives, and the spans are the track', async () => {
    await fc.assert(
      fc.asyncProperty(sound, cuts, async (stretches, sizes) => {
        const track = Float32Array.from(
          stretches.flatMap(({ isLoud, samples }) =>
            Array.from({ length: samples }, (_, index) => (isLoud ? 0.5 : 0) + (index % 7) * 1e-6),
          ),
        );
        const whole = await spansOf([track]);
        const pieces = await spansOf(divide(track, sizes));
        expect(pieces).toEqual(whole);
        let position = 0;
        for (const span of whole) {
          expect(span.startSample).toBe(position);
          if (span.kind === 'speech') expect(span.pcm).toEqual(track.slice(position, position + span.pcm.length));
          position += span.kind === 'speech' ? span.pcm.length : span.sampleCount;
        }
        expect(position).toBe(track.length);
      }),
      { numRuns: 60 },
    );
  });

  it('of an empty track is nothing', async () => {
    expect(await spansOf([])).toEqual([]);
    expect(await spansOf([new Float32Array(0)])).toEqual([]);
  });
});

async function spansOf(blocks: readonly Float32Array[]): Promise<Span[]> {
  await using voices = new FakeVoiceActivity();
  const stream = (async function* () {
    yield* blocks;
  })();
  return await Array.fromAsync(detectSpans(stream, voices.detector(), LIVE_CHUNKS));
}

function divide(track: Float32Array, sizes: readonly number[]): Float32Array[] {
  const pieces: Float32Array[] = [];
  for (let start = 0, index = 0; start < track.length; index++) {
    const size = sizes[index % sizes.length] ?? 1;
    pieces.push(track.slice(start, start + size));
    start += size;
  }
  return pieces;
}
