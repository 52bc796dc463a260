import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { preparePcm } from '../../../src/domain/prepare-pcm.ts';

const SHORTEST = 17_600;

describe('preparePcm', () => {
  it('keeps every sample that is sound, silences the rest and adds only silence', () => {
    fc.assert(
      fc.property(fc.float32Array({ maxLength: 300 }), (pcm) => {
        const prepared = preparePcm(pcm);
        expect(prepared).toHaveLength(SHORTEST);
        for (const [index, sample] of pcm.entries())
          expect(prepared[index]).toBe(Number.isFinite(sample) && Math.abs(sample) <= 100 ? sample : 0);
        expect(prepared.subarray(pcm.length).every((sample) => sample === 0)).toBe(true);
      }),
    );
  });

  it('leaves the length of a longer chunk and the chunk itself alone', () => {
    const pcm = new Float32Array(SHORTEST + 1).fill(Number.NaN);
    expect(preparePcm(pcm)).toEqual(new Float32Array(SHORTEST + 1));
    expect(pcm[0]).toBeNaN();
  });
});
