import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffMs } from '../../../src/child/back-off.ts';

describe('backOffMs', () => {
  it('doubles with every death in a row up to ten seconds', () => {
    expect([1, 2, 3, 4, 8].map(backOffMs)).toEqual([100, 200, 400, 800, 10_000]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), (deaths) => {
        expect(backOffMs(deaths + 1)).toBe(Math.min(10_000, 2 * backOffMs(deaths)));
      }),
    );
  });
});
