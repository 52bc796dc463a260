import { describe, expect, it } from 'vitest';
import { runBars } from '../eval/minutes/run-bars.ts';

/** A small part of `mom eval minutes`, with every bar in it. */
const SMALL = { runs: 24, scenarios: 0.2, meetingsAtOnce: 12, attacks: 30, longHours: 1 };

describe('the bars of minutes', () => {
  it('are all met by a few runs', { timeout: 240_000 }, async () => {
    const bars = await runBars(SMALL);
    expect(bars.filter(({ isMet }) => !isMet)).toEqual([]);
    expect(new Set(bars.map(({ group }) => group)).size).toBeGreaterThanOrEqual(10);
  });
});
