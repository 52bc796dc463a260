import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Spending, usdBetween } from '../../../src/ledger/index.ts';

describe('spending', () => {
  it('adds up to the micro-dollar', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000_000)), (costs) => {
        const spending = new Spending();
        const before = spending.total;
        for (const cost of costs) spending.add(cost);
        expect(usdBetween(before, spending.total)).toBe(costs.reduce((sum, cost) => sum + cost, 0) / 1_000_000);
      }),
    );
  });

  it('is unknown, not 0, when one price is not known, and only for the time in which it was used', () => {
    const spending = new Spending();
    const start = spending.total;
    spending.add(null);
    const later = spending.total;
    spending.add(111);
    expect(usdBetween(start, spending.total)).toBeNull();
    expect(usdBetween(later, spending.total)).toBe(0.000111);
  });
});
