import { describe, expect, it } from 'vitest';
import type { Usage } from '../../../../src/domain/usage.ts';
import { MomError } from '../../../../src/errors.ts';
import type { Budget, Reservation, Spend } from '../../../../src/ports/ledger.ts';
import { FreeLedger } from '../../../doubles/free-ledger.ts';
import { aCouncil, aTalk, drive, FACTS, LIVING, stateOf, transcriptOf } from './a-council.ts';

const never = new AbortController().signal;
const input = { facts: FACTS, transcript: transcriptOf(aTalk()) };

/** What each model costs a call; everybody else's price is not known. */
const PRICES: Readonly<Record<string, number>> = {
  [LIVING.groq]: 10,
  [LIVING['groq-2']]: 20,
  [LIVING.openrouter]: 30,
  [LIVING['openrouter-2']]: 400,
};

class TightLedger extends FreeLedger {
  left: number | null;
  readonly open = new Map<string, Spend>();
  readonly settled: Usage[] = [];
  released = 0;
  #ids = 0;

  constructor(left: number | null) {
    super();
    this.left = left;
  }

  override reserve(spend?: Spend): Promise<Reservation> {
    if (!spend || this.left === 0) return Promise.reject(new MomError('llm_budget', 'nothing is left'));
    this.#ids += 1;
    this.open.set(String(this.#ids), spend);
    return Promise.resolve({ id: String(this.#ids), estimateMicroUsd: PRICES[spend.model] ?? null });
  }

  override settle(id: string, usage: Usage): Promise<Usage> {
    if (!this.open.delete(id)) throw new Error(`nothing is reserved under ${id}`);
    const priced = { ...usage, costMicroUsd: PRICES[usage.model] ?? null };
    this.settled.push(priced);
    return Promise.resolve(priced);
  }

  override release(id?: string): Promise<void> {
    if (!id || !this.open.delete(id)) throw new Error('nothing is reserved');
    this.released += 1;
    return Promise.resolve();
  }

  override estimate(spend?: Spend): number | null {
    return PRICES[spend?.model ?? ''] ?? null;
  }

  override budget(): Promise<Budget> {
    return Promise.resolve({ leftMicroUsd: this.left, limit: 'day' });
  }
}

describe('the budget', () => {
  it.each([
    [null, 'council', 5],
    [1_000, 'council', 4],
    [100, 'council', 3],
    [35, 'pair', 2],
    [15, 'fast', 1],
    [5, 'local', 0],
  ])('of %j micro-dollars makes it %s of %i', async (left, mode, count) => {
    const ledger = new TightLedger(left);
    const { council, clock, asked } = await aCouncil({ desk: { ledger } });
    const { value } = await drive(clock, council.finish(input, never));
    expect(value.mode).toBe(mode);
    expect(asked()).toHaveLength(count);
    expect(value.seats.filter(({ state }) => state === 'budget')).toHaveLength(5 - count);
    if (count === 0) expect(value.notices).toEqual([expect.stringContaining('budget')]);
  });

  it('that ends while the seats are asked leaves quotes', async () => {
    const ledger = new TightLedger(null);
    const { council, clock, asked } = await aCouncil({ desk: { ledger } });
    ledger.reserve = () => Promise.reject(new MomError('llm_budget', 'the month is spent'));
    const { value } = await drive(clock, council.finish(input, never));
    expect(asked()).toEqual([]);
    expect(value.mode).toBe('local');
    expect(stateOf(value, 'groq')).toBe('budget');
  });

  it('holds money for each call and settles or releases it, whatever happens', async () => {
    const ledger = new TightLedger(null);
    const models = {
      [LIVING.groq]: { calls: [{ status: 500 }, {}] },
      [LIVING['groq-2']]: { calls: [{ status: 401 }] },
      [LIVING.openrouter]: { calls: [{ stalls: true }] },
      '*': { calls: [{ delayMs: 13_000 }] },
    };
    const { council, clock, usages } = await aCouncil({ desk: { ledger }, models });
    const { value } = await drive(clock, council.finish(input, never));
    expect(ledger.open.size).toBe(0);
    expect(ledger.released).toBe(2);
    expect(usages).toEqual(ledger.settled);
    expect(value.seats[0]?.costUsd).toBe(20 / 1_000_000); // the draft and the wording
    const left = ledger.settled.filter(({ seat }) => seat === 'openrouter');
    expect(left.map(({ model, outputTokens }) => `${model} ${outputTokens}`)).toContain(`${LIVING.openrouter} null`);
  });

  it('is charged with what the call was for and by whom', async () => {
    const { council, clock, usages } = await aCouncil();
    await drive(clock, council.finish(input, never));
    expect(usages).toHaveLength(6);
    expect(usages[0]).toMatchObject({
      scope: 'local',
      meetingId: 'm1',
      kind: 'minutes',
      seat: 'groq',
      provider: 'groq',
      model: LIVING.groq,
      inputTokens: 1_000,
      cachedTokens: 200,
      audioMs: null,
      costMicroUsd: null,
      priceSource: 'unknown',
    });
    expect(usages.at(-1)).toMatchObject({ kind: 'wording', seat: 'groq' });
  });
});
