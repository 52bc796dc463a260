import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowWeight } from '../../../src/diarization/window-weight.ts';

const weights = (count: number): number[] => Array.from({ length: count }, (_, index) => windowWeight(index));

describe('windowWeight', () => {
  it('passes over the first half minute and hears every window of the next four', () => {
    expect(weights(6)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(weights(54).slice(6)).toEqual(Array.from({ length: 48 }, () => 1));
  });

  it('lets the windows that are heard stand for all of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 7, max: 20_000 }), (count) => {
        const stoodFor = weights(count).reduce((sum, weight) => sum + weight, 0);
        const latest = weights(count).findLast((weight) => weight > 0) ?? 1;
        expect(stoodFor).toBeGreaterThanOrEqual(count - 6);
        expect(stoodFor).toBeLessThan(count - 6 + latest);
      }),
      { numRuns: 40 },
    );
  });

  it('hears few windows of a long track', () => {
    const heard = (hours: number): number => weights(hours * 720).filter((weight) => weight > 0).length;
    expect(heard(1)).toBeLessThan(200);
    expect(heard(8)).toBeLessThan(340);
    expect(heard(24)).toBeLessThan(420);
  });
});
