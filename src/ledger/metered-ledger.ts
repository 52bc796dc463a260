import { randomUUID } from 'node:crypto';
import type { Usage } from '../domain/usage.ts';
import { MomError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Budget, Ledger, Reservation, Spend } from '../ports/ledger.ts';
import type { BudgetCheck, LedgerStore } from '../ports/ledger-store.ts';
import { type Budgets, budgetChecks } from './budgets.ts';
import type { PriceBook } from './price-book.ts';
import { tokenCost } from './token-cost.ts';

export interface LedgerOptions {
  readonly store: LedgerStore;
  readonly prices: PriceBook;
  readonly budgets: Budgets;
  readonly timeZone: string;
  readonly clock: Clock;
  /** Names this process: "host:pid". */
  readonly owner: string;
  /** Hears of everything that was booked. */
  readonly onBooked?: (usage: Usage) => void;
}

/** A call has 45 s and its substitutes as much again; what is held longer belongs to a process that died. */
const HELD_AT_MOST_MS = 10 * 60_000;

/** The Ledger over a store. */
export class MeteredLedger implements Ledger {
  readonly #options: LedgerOptions;

  constructor(options: LedgerOptions) {
    this.#options = options;
  }

  async reserve(spend: Spend): Promise<Reservation> {
    const { store, clock, owner } = this.#options;
    const nowMs = clock.now();
    const { scope, meetingId } = spend;
    const id = randomUUID();
    const money = { id, scope, meetingId, microUsd: this.#atMost(spend), owner, expiresAtMs: nowMs + HELD_AT_MOST_MS };
    const broken = await store.hold(money, this.#checks(spend, nowMs), nowMs);
    if (broken) throw budgetFault(broken);
    return { id, estimateMicroUsd: this.estimate(spend) };
  }

  async settle(reservationId: string, usage: Usage): Promise<Usage> {
    const { usage: booked, isNew } = await this.#options.store.settle(reservationId, this.#priced(usage));
    if (isNew) this.#options.onBooked?.(booked);
    return booked;
  }

  release(reservationId: string): Promise<void> {
    return this.#options.store.release(reservationId);
  }

  async record(usage: Usage): Promise<Usage> {
    const priced = this.#priced(usage);
    await this.#options.store.book(priced);
    this.#options.onBooked?.(priced);
    return priced;
  }

  estimate({ provider, model, inputTokens, maxOutputTokens, expectedOutputTokens }: Spend): number | null {
    const found = this.#options.prices.find(provider, model);
    const outputTokens = expectedOutputTokens ?? maxOutputTokens;
    return found && tokenCost({ inputTokens, outputTokens, cachedTokens: 0 }, found.price);
  }

  async budget(scope: string, meetingId: string | null): Promise<Budget> {
    const { store, clock } = this.#options;
    const nowMs = clock.now();
    let narrowest: Budget = { leftMicroUsd: null, limit: null };
    for (const { limit, capMicroUsd, filter } of this.#checks({ scope, meetingId }, nowMs)) {
      const leftMicroUsd = Math.max(0, capMicroUsd - (await store.used(filter, nowMs)));
      if (narrowest.leftMicroUsd === null || leftMicroUsd < narrowest.leftMicroUsd) narrowest = { leftMicroUsd, limit };
    }
    return narrowest;
  }

  #checks(spender: { readonly scope: string; readonly meetingId: string | null }, nowMs: number): BudgetCheck[] {
    return budgetChecks(this.#options.budgets, spender, nowMs, this.#options.timeZone);
  }

  /** The most that a call can cost; of a model whose price nobody knows, as much as of the dearest one. */
  #atMost({ provider, model, inputTokens, maxOutputTokens }: Spend): number {
    const { prices } = this.#options;
    const price = prices.find(provider, model)?.price ?? prices.dearest;
    return tokenCost({ inputTokens, outputTokens: maxOutputTokens, cachedTokens: 0 }, price);
  }

  /** The provider's own figure, else fetched, else the table's, else unknown. */
  #priced(usage: Usage): Usage {
    if (usage.costMicroUsd !== null) return usage;
    const { provider, model, inputTokens, outputTokens, cachedTokens } = usage;
    const found = this.#options.prices.find(provider, model);
    if (!found || inputTokens === null || outputTokens === null)
      return { ...usage, costMicroUsd: null, priceSource: 'unknown' };
    const costMicroUsd = tokenCost({ inputTokens, outputTokens, cachedTokens: cachedTokens ?? 0 }, found.price);
    return { ...usage, costMicroUsd, priceSource: found.source };
  }
}

const NAMES: Readonly<Record<string, string>> = {
  meeting: 'of this meeting',
  day: 'of today',
  month: 'of this month',
  scope: 'of this server for the month',
};

function budgetFault({ limit, capMicroUsd }: BudgetCheck): MomError {
  const usd = (capMicroUsd / 1_000_000).toFixed(2);
  return new MomError('llm_budget', `the budget ${NAMES[limit] ?? limit} ($${usd}) is used up`);
}
