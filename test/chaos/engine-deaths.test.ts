import { describe, expect, it } from 'vitest';
import { meetingWithKills, meetingWithLostHost } from '../bench/engine/chaos.ts';
import { hasShared } from '../shared.ts';

const MEETING_MS = 25_000;

/** Short; `mom bench engine --only chaos` does the same for an hour. */
describe.skipIf(!hasShared)('a live meeting', () => {
  it('loses nothing while whisper children are killed under it', async () => {
    const { kills, restarts, gaps, heard, sentences } = await meetingWithKills(MEETING_MS);
    expect(kills).toBeGreaterThanOrEqual(2);
    expect(restarts).toBeGreaterThan(0);
    expect(gaps).toBe(0);
    expect(sentences).toBeGreaterThan(5);
    expect(heard).toBe(sentences);
  });

  it('does not notice that one of two hosts goes away in the middle of a chunk; the log does', async () => {
    const { toldByLog, gaps, lags, heard, sentences } = await meetingWithLostHost(MEETING_MS);
    expect(toldByLog).toBeGreaterThan(0);
    expect({ gaps, lags }).toEqual({ gaps: 0, lags: 0 });
    expect(heard).toBe(sentences);
  });
});
