import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LostSound } from '../../../src/domain/lost-sound.ts';
import { WindowLosses } from '../../../src/meeting/window-losses.ts';

/** A window of pieces, each with the silence that was left out before it. */
const window = fc.array(fc.record({ gap: fc.nat(5_000), sampleCount: fc.integer({ min: 1, max: 4_000 }) }), {
  minLength: 1,
  maxLength: 4,
});

function placed(shapes: readonly (readonly { gap: number; sampleCount: number }[])[]) {
  let track = 0;
  return shapes.map((pieces) => {
    let offset = 0;
    const placedPieces = pieces.map(({ gap, sampleCount }) => {
      const piece = { offset, startSample: track + gap, sampleCount };
      track += gap + sampleCount;
      offset += sampleCount;
      return piece;
    });
    const pcm = new Float32Array(offset);
    const startSample = placedPieces[0]?.startSample ?? 0;
    return { startSample, pcm, end: 'pause', speechSamples: offset, pieces: placedPieces } as const;
  });
}

describe('the losses of windows', () => {
  it('are those of the track that lie in their pieces, sample for sample', () => {
    const hole = fc.record({ startSample: fc.nat(40_000), sampleCount: fc.integer({ min: 1, max: 1_000 }) });
    fc.assert(
      fc.property(fc.array(window, { maxLength: 6 }), fc.array(hole, { maxLength: 12 }), (shapes, holes) => {
        const lost = holes.toSorted((a, b) => a.startSample - b.startSample);
        const isLost = (sample: number, among: readonly LostSound[]): boolean =>
          among.some(({ startSample, sampleCount }) => sample >= startSample && sample < startSample + sampleCount);
        const losses = new WindowLosses(lost);
        for (const one of placed(shapes)) {
          const told = losses.of(one).lost ?? [];
          for (const { offset, startSample, sampleCount } of one.pieces)
            for (let at = 0; at < sampleCount; at += 97)
              expect(isLost(offset + at, told)).toBe(isLost(startSample + at, lost));
        }
      }),
    );
  });

  it('may come to be known while the track is read', () => {
    const lost: LostSound[] = [];
    const losses = new WindowLosses(lost);
    const [first, second] = placed([[{ gap: 0, sampleCount: 4_000 }], [{ gap: 1_000, sampleCount: 4_000 }]]);
    expect(first && losses.of(first)).toEqual({});
    lost.push({ startSample: 5_500, sampleCount: 320 });
    expect(second && losses.of(second)).toEqual({ lost: [{ startSample: 500, sampleCount: 320 }] });
  });
});
