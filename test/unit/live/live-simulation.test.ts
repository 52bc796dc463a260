import { describe, expect, it } from 'vitest';
import { simulateLive } from '../../bench/live-simulation.ts';

/** CPU ms of a tiny-sized model: per second of sound at short context, and to start with (research, 3 and 4). */
const tinyCostMs = (audioMs: number): number => 80 + 0.035 * audioMs;
/** Three times that: two workers are not enough for sixteen who talk at the same time. */
const heavyCostMs = (audioMs: number): number => 240 + 0.105 * audioMs;

describe('the live path under load', () => {
  it('lets ten speakers read their words within a second, and one in twenty within two', async () => {
    const report = await simulateLive({ speakers: 10, durationMs: 10 * 60_000, costMs: tinyCostMs });
    expect(report.utterances).toBeGreaterThan(300);
    expect(report.delayMs.p50).toBeLessThanOrEqual(1_000);
    expect(report.delayMs.p95).toBeLessThanOrEqual(2_000);
    expect(report).toMatchObject({ chunksLost: 0, wordsLost: 0, lags: 0 });
  });

  it('falls behind with forty on a heavy model, makes longer chunks, loses nothing and catches up', async () => {
    const report = await simulateLive({ speakers: 40, durationMs: 2 * 60_000, costMs: heavyCostMs, meetings: 4 });
    expect(report).toMatchObject({ chunksLost: 0, wordsLost: 0 });
    expect(report.lags).toBeGreaterThan(0);
    expect(report.longestLagMs).toBeGreaterThan(10_000);
    expect(report.chunksGrown).toBeGreaterThan(0);
    expect(report.longestChunkMs).toBeLessThanOrEqual(10_000);
    expect(report.recoveryMs).toBeLessThan(2 * 60_000);
  });

  it('is the same each time', async () => {
    const again = { speakers: 3, durationMs: 60_000, costMs: tinyCostMs };
    expect(await simulateLive(again)).toEqual(await simulateLive(again));
    expect(await simulateLive({ ...again, seed: 2 })).not.toEqual(await simulateLive(again));
  });
});
