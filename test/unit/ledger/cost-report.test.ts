import { describe, expect, it } from 'vitest';
import type { Usage } from '../../../src/domain/usage.ts';
import { costChart, costCsv, costReport, costText, usd } from '../../../src/ledger/index.ts';
import { aUsage } from '../../contract/ledger-store.contract.ts';
import { MemoryLedgerStore } from '../../doubles/memory-ledger-store.ts';

const NOW = Date.UTC(2026, 10, 3, 12);
const question = {
  scope: null,
  month: null,
  nowMs: NOW,
  timeZone: 'Europe/Berlin',
  budgets: { meeting: null, day: null, month: 10_000_000, scopeMonth: 2_000_000 },
  quotas: [
    { provider: 'openrouter', creditLeftMicroUsd: 4_200_000, requestsLeft: null, tokensLeft: null, resetsAtMs: null },
  ],
};

async function aStore(...usages: readonly Partial<Usage>[]) {
  const store = new MemoryLedgerStore();
  for (const usage of usages) await store.book(aUsage({ atMs: NOW, ...usage }));
  return store;
}

describe('the costs of a month', () => {
  it('are told by day in the zone of the people, provider, model and meeting', async () => {
    const store = await aStore(
      { costMicroUsd: 999_999, atMs: Date.UTC(2026, 9, 31, 22, 59) },
      { costMicroUsd: 1_000_000, atMs: Date.UTC(2026, 9, 31, 23, 0) },
      { costMicroUsd: 250_000, provider: 'openrouter', model: 'openai/gpt-4o-mini', meetingId: null },
      { costMicroUsd: null, priceSource: 'unknown' },
    );
    const report = await costReport(store, question);
    expect(report).toMatchObject({ month: '2026-11', todayMicroUsd: 250_000, budgetMicroUsd: 10_000_000 });
    expect(report.total).toMatchObject({ calls: 3, microUsd: 1_250_000, unknownCalls: 1 });
    expect(report.byDay.map(({ day, microUsd }) => [day, microUsd])).toEqual([
      ['2026-11-01', 1_000_000],
      ['2026-11-02', 0],
      ['2026-11-03', 250_000],
    ]);
    expect(costChart(report)).toMatchObject({
      title: 'Costs of 2026-11: $1.25',
      monthBudgetUsd: 10,
      days: [
        {
          parts: [
            { name: 'groq', usd: 1 },
            { name: 'openrouter', usd: 0 },
          ],
        },
        {},
        {},
      ],
    });
    expect(costText(report)).toMatchInlineSnapshot(`
      "**Costs of 2026-11: $1.25** + 1 call of unknown price
      12 % of the monthly budget of $10.00. Today $0.25. 3 calls, 3,600 tokens.

      **By provider**
      - groq: $1.00 + 1 call of unknown price
      - openrouter: $0.25

      **By model**
      - openai/gpt-oss-120b: $1.00 + 1 call of unknown price
      - openai/gpt-4o-mini: $0.25

      **By meeting**
      - m1 (forgotten): $1.00 + 1 call of unknown price
      - outside meetings: $0.25

      **Left for nothing or paid in advance**
      - openrouter: $4.20 of credit"
    `);
  });

  it('of a month that is over have all its days', async () => {
    const report = await costReport(await aStore({ atMs: Date.UTC(2026, 1, 28, 12) }), {
      ...question,
      month: '2026-02',
    });
    expect(report.byDay).toHaveLength(28);
    expect(report.total.calls).toBe(1);
    expect(report.todayMicroUsd).toBe(0);
  });

  it('of one server know its own budget and nothing of others', async () => {
    const store = await aStore({ scope: 'a', costMicroUsd: 5 }, { scope: 'b', costMicroUsd: 7 });
    expect(await costReport(store, { ...question, scope: 'b' })).toMatchObject({
      budgetMicroUsd: 2_000_000,
      total: { microUsd: 7 },
    });
  });

  it('fit a spreadsheet, and no name becomes a formula', async () => {
    const report = await costReport(await aStore({ model: '=cmd|"x"', meetingId: '@m,1' }), question);
    const rows = costCsv(report).split('\r\n');
    expect(rows[0]).toBe('group,key,title,calls,usd,unknown_price_calls,input_tokens,output_tokens,audio_ms');
    expect(rows).toContain('model,"groq =cmd|""x""",,1,0.000270,0,1000,200,0');
    expect(rows).toContain('meeting,"\'@m,1",,1,0.000270,0,1000,200,0');
    expect(rows.at(-2)).toBe('total,total,,1,0.000270,0,1000,200,0');
  });

  it.each([
    [0, '$0.00'],
    [1, '< $0.0001'],
    [100, '$0.0001'],
    [9_999, '$0.0100'],
    [10_000, '$0.01'],
    [1_234_567_890, '$1234.57'],
  ])('%d micro-dollars read %s', (microUsd, text) => {
    expect(usd(microUsd)).toBe(text);
  });
});
