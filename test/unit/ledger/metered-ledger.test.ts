import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Usage } from '../../../src/domain/usage.ts';
import { type Budgets, MeteredLedger, PriceBook } from '../../../src/ledger/index.ts';
import type { Spend } from '../../../src/ports/ledger.ts';
import { aUsage } from '../../contract/ledger-store.contract.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';
import { MemoryLedgerStore } from '../../doubles/memory-ledger-store.ts';

const NONE: Budgets = { meeting: null, day: null, month: null, scopeMonth: null };
const TABLE = [
  {
    provider: 'groq',
    model: 'cheap',
    input: 0.15,
    output: 0.6,
    cachedInput: 0.075,
    seen: '2026-11-22',
    basis: 'read' as const,
  },
  {
    provider: 'openrouter',
    model: 'dear',
    input: 1,
    output: 5,
    above: { inputTokens: 100_000, input: 2, output: 10 },
    seen: '2026-11-22',
    basis: 'read' as const,
  },
];

function aLedger(budgets: Partial<Budgets> = {}, nowMs = Date.UTC(2026, 10, 28, 12)) {
  const store = new MemoryLedgerStore();
  const clock = new FakeClock(nowMs);
  const prices = new PriceBook(TABLE);
  const booked: Usage[] = [];
  const ledger = new MeteredLedger({
    store,
    prices,
    clock,
    budgets: { ...NONE, ...budgets },
    timeZone: 'Europe/Berlin',
    owner: 'host:1',
    onBooked: (usage) => booked.push(usage),
  });
  return { ledger, store, clock, prices, booked };
}

const aSpend = (changes: Partial<Spend> = {}): Spend => ({
  scope: 'guild-1',
  meetingId: 'm1',
  kind: 'minutes',
  seat: 'one',
  provider: 'groq',
  model: 'cheap',
  inputTokens: 10_000,
  maxOutputTokens: 1_000,
  ...changes,
});
const unpriced = (changes: Partial<Usage> = {}) =>
  aUsage({ provider: 'groq', model: 'cheap', costMicroUsd: null, priceSource: 'unknown', ...changes });

describe('prices', () => {
  it('come from the provider, then from what it lists, then from the table, else are unknown and never 0', async () => {
    const { ledger, prices } = aLedger();
    expect(await ledger.record(unpriced({ costMicroUsd: 7, priceSource: 'provider' }))).toMatchObject({
      costMicroUsd: 7,
      priceSource: 'provider',
    });
    expect(await ledger.record(unpriced())).toMatchObject({ costMicroUsd: 270, priceSource: 'table' });
    prices.setFetched('groq', new Map([['cheap', { input: 1, output: 1 }]]));
    expect(await ledger.record(unpriced())).toMatchObject({ costMicroUsd: 1_200, priceSource: 'fetched' });
    expect(await ledger.record(unpriced({ model: 'stranger' }))).toMatchObject({
      costMicroUsd: null,
      priceSource: 'unknown',
    });
    expect(await ledger.record(unpriced({ outputTokens: null }))).toMatchObject({ costMicroUsd: null });
    expect(await ledger.record(unpriced({ provider: 'local', model: 'any' }))).toMatchObject({
      costMicroUsd: 0,
      priceSource: 'table',
    });
  });

  it('know cached input, long requests and dated names', async () => {
    const { ledger } = aLedger();
    expect(await ledger.record(unpriced({ cachedTokens: 400 }))).toMatchObject({ costMicroUsd: 240 });
    const long = { provider: 'openrouter', model: 'dear-2026-10-07', inputTokens: 100_001, outputTokens: 10 };
    expect(await ledger.record(unpriced(long))).toMatchObject({ costMicroUsd: 200_102 });
    expect(await ledger.record(unpriced({ ...long, model: 'dear-mini' }))).toMatchObject({ costMicroUsd: null });
  });
});

describe('reservations', () => {
  it('hold the most that a call can cost, and give the rest back', async () => {
    const { ledger, store, booked } = aLedger();
    const { id, estimateMicroUsd } = await ledger.reserve(aSpend({ expectedOutputTokens: 500 }));
    expect(estimateMicroUsd).toBe(1_800);
    expect(await ledger.budget('guild-1', 'm1')).toEqual({ leftMicroUsd: null, limit: null });
    expect(await store.used({ scope: null, meetingId: null, sinceMs: null, untilMs: null }, 0)).toBe(2_100);
    await ledger.settle(id, unpriced());
    await ledger.settle(id, unpriced({ outputTokens: 9_999 }));
    expect(await store.used({ scope: null, meetingId: null, sinceMs: null, untilMs: null }, 0)).toBe(270);
    expect(booked).toHaveLength(1);
  });

  it('hold the dearest price for a model that nobody knows, and count it', async () => {
    const { ledger } = aLedger({ meeting: 50_000 });
    const { id, estimateMicroUsd } = await ledger.reserve(aSpend({ model: 'stranger' }));
    expect(estimateMicroUsd).toBeNull();
    expect(await ledger.budget('guild-1', 'm1')).toEqual({ leftMicroUsd: 20_000, limit: 'meeting' });
    await ledger.settle(id, unpriced({ model: 'stranger' }));
    expect(await ledger.budget('guild-1', 'm1')).toEqual({ leftMicroUsd: 20_000, limit: 'meeting' });
  });

  it('are refused with the limit that they would break', async () => {
    const { ledger } = aLedger({ meeting: 3_000, scopeMonth: 4_000 });
    await ledger.reserve(aSpend());
    await expect(ledger.reserve(aSpend())).rejects.toMatchObject({
      code: 'llm_budget',
      message: 'the budget of this meeting ($0.00) is used up',
    });
    await expect(ledger.reserve(aSpend({ meetingId: 'm2' }))).rejects.toMatchObject({
      message: expect.stringContaining('this server'),
    });
    await ledger.reserve(aSpend({ meetingId: 'm2', scope: 'guild-2' }));
  });

  it('of a process that died are over after ten minutes', async () => {
    const { ledger, clock } = aLedger({ day: 2_100 });
    await ledger.reserve(aSpend());
    await expect(ledger.reserve(aSpend())).rejects.toMatchObject({ code: 'llm_budget' });
    await clock.advance(10 * 60_000);
    await ledger.reserve(aSpend());
  });

  it('never let more be spent than the limit, if calls cost at most what was held', async () => {
    const call = fc.record({
      model: fc.constantFrom('cheap', 'dear'),
      inputTokens: fc.nat(200_000),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 30 }), fc.nat(500_000), async (calls, limit) => {
        const { ledger, booked } = aLedger({ month: limit });
        for (const { model, inputTokens, part } of calls) {
          const provider = model === 'dear' ? 'openrouter' : 'groq';
          const reservation = await ledger.reserve(aSpend({ provider, model, inputTokens })).catch(() => null);
          const outputTokens = Math.floor(part * 1_000);
          if (reservation)
            await ledger.settle(
              reservation.id,
              unpriced({ provider, model, inputTokens, outputTokens, atMs: Date.UTC(2026, 10, 28) }),
            );
        }
        expect(booked.reduce((sum, usage) => sum + (usage.costMicroUsd ?? 0), 0)).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the day of a budget', () => {
  it('begins at midnight in the zone, also where the clock changes', async () => {
    const beforeMidnight = Date.UTC(2026, 10, 27, 22, 59);
    const { ledger, clock, store } = aLedger({ day: 2_100 }, beforeMidnight);
    await store.book(unpriced({ costMicroUsd: 2_000, atMs: beforeMidnight }));
    await expect(ledger.reserve(aSpend())).rejects.toMatchObject({ code: 'llm_budget' });
    await clock.advance(60_000);
    await ledger.reserve(aSpend());
  });
});
