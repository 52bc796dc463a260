import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { Secret } from '../../../src/domain/secret.ts';
import { createOpenRouterProvider } from '../../../src/providers/openrouter/index.ts';
import { openDatabase } from '../../../src/providers/sqlite/index.ts';
import { createSqliteRateLimits } from '../../../src/providers/store/index.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';
import { LlmServer } from '../../doubles/llm/llm-server.ts';

describe('what is left for nothing or paid in advance', () => {
  it('is asked of OpenRouter by the key', async () => {
    await using server = await LlmServer.open();
    const baseUrl = `${server.origin}/api/v1`;
    const { quota } = createOpenRouterProvider({ apiKey: new Secret('sk-or-x'), baseUrl, clock: systemClock });
    expect(await quota.remaining()).toMatchObject({ provider: 'openrouter', creditLeftMicroUsd: 7_500_000 });
    server.scenario = { refusedKeys: ['sk-or-x'] };
    await expect(quota.remaining()).rejects.toMatchObject({ code: 'llm_denied' });
  });

  it('is counted for a provider that tells its limits of a day', async () => {
    await using database = await openDatabase(':memory:');
    const clock = new FakeClock();
    const limits = createSqliteRateLimits(database, { clock, limits: {} });
    expect(await limits.leftToday('groq')).toEqual({ requests: null, tokens: null });
    await limits.observe('groq', 'a', { requestsPerDay: 1_000, tokensPerDay: 100_000 });
    await limits.observe('groq', 'b', { requestsPerDay: 50 });
    const signal = AbortSignal.timeout(5_000);
    await limits.acquire({ provider: 'groq', model: 'b', tokens: 700, notAfterMs: clock.now() + 1 }, signal);
    await limits.acquire({ provider: 'groq', model: 'a', tokens: 300, notAfterMs: clock.now() + 1 }, signal);
    expect(await limits.leftToday('groq')).toEqual({ requests: 49, tokens: 99_700 });
    await clock.advance(86_400_001);
    expect(await limits.leftToday('groq')).toEqual({ requests: 50, tokens: 100_000 });
  });
});
