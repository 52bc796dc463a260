import type { Config } from './config.ts';
import type { Usage } from './domain/usage.ts';
import {
  type Budgets,
  type CostReport,
  costChart,
  costReport,
  MeteredLedger,
  PriceBook,
  Spending,
  type Spent,
} from './ledger/index.ts';
import type { Logger } from './log.ts';
import type { ChartDrawer } from './ports/chart-drawer.ts';
import type { Clock } from './ports/clock.ts';
import type { Ledger } from './ports/ledger.ts';
import type { LedgerStore } from './ports/ledger-store.ts';
import type { ModelProvider } from './ports/model-provider.ts';
import type { Quota, QuotaSource } from './ports/quota-source.ts';
import { describeProcess, formatOwner, isGone } from './providers/sqlite/index.ts';

export interface MoneyBase {
  readonly config: Config;
  readonly store: LedgerStore;
  readonly charts: ChartDrawer;
  readonly clock: Clock;
  readonly log: Logger;
  readonly timeZone: string;
}

export interface CostsWanted {
  /** Null = all of this installation. */
  readonly scope: string | null;
  /** "2026-11", or null for the current one. */
  readonly month: string | null;
}

/** What this installation spends, counted and shown; part of the composition root. */
export class Money {
  readonly prices = new PriceBook();
  readonly ledger: Ledger;
  readonly #base: MoneyBase;
  readonly #budgets: Budgets;
  readonly #spending = new Spending();
  readonly #quotaSources: QuotaSource[] = [];

  constructor(base: MoneyBase) {
    this.#base = base;
    this.#budgets = budgetsOf(base.config);
    this.ledger = new MeteredLedger({
      store: base.store,
      prices: this.prices,
      budgets: this.#budgets,
      timeZone: base.timeZone,
      clock: base.clock,
      owner: formatOwner(describeProcess()),
      onBooked: ({ costMicroUsd }) => this.#spending.add(costMicroUsd),
    });
  }

  /** What this process has spent so far. */
  get spent(): Spent {
    return this.#spending.total;
  }

  /** Lets go what processes held that are no more. */
  async releaseAbandoned(): Promise<void> {
    const released = await this.#base.store.releaseOf(isGone);
    if (released > 0) this.#base.log.info({ released }, 'money held by processes that died is free again');
  }

  addQuotaSource(source: QuotaSource): void {
    this.#quotaSources.push(source);
  }

  /** The provider, whose prices are known from the moment at which it lists its models. */
  learningPrices(provider: ModelProvider): ModelProvider {
    const list: ModelProvider['list'] = async (signal) => {
      const cards = await provider.list(signal);
      const prices = cards.flatMap(({ id, price }) => (price ? [[id, price] as const] : []));
      this.prices.setFetched(provider.name, new Map(prices));
      return cards;
    };
    const { name, isOriginal, concurrency } = provider;
    return { name, isOriginal, concurrency, list, model: (id) => provider.model(id) };
  }

  /** Money that was spent without a reservation. A figure that can't be stored is logged and does not stop the work. */
  async record(usage: Usage): Promise<void> {
    await this.ledger.record(usage).catch((error: unknown) => {
      this.#base.log.error({ err: error, ...usage }, 'what was spent could not be booked');
    });
  }

  async report({ scope, month }: CostsWanted, signal?: AbortSignal): Promise<CostReport> {
    const { store, clock, timeZone } = this.#base;
    const quotas = await this.#quotas(signal);
    return await costReport(store, { scope, month, nowMs: clock.now(), timeZone, budgets: this.#budgets, quotas });
  }

  /** What a meeting has cost so far in US dollars; null when the price of a call is not known. */
  async ofMeeting(meetingId: string): Promise<number | null> {
    const filter = { scope: null, meetingId, sinceMs: null, untilMs: null };
    const sums = await this.#base.store.sums(filter, 'meeting');
    if (sums.some(({ unknownCalls }) => unknownCalls > 0)) return null;
    return sums.reduce((sum, { microUsd }) => sum + microUsd, 0) / 1_000_000;
  }

  draw(report: CostReport, signal?: AbortSignal): Promise<Uint8Array> {
    return this.#base.charts.drawCosts(costChart(report), signal);
  }

  /** A provider that does not answer leaves its line out. */
  async #quotas(signal?: AbortSignal): Promise<Quota[]> {
    const answers = await Promise.allSettled(this.#quotaSources.map((source) => source.remaining(signal)));
    signal?.throwIfAborted();
    return answers.flatMap((answer) => (answer.status === 'fulfilled' && answer.value ? [answer.value] : []));
  }
}

function budgetsOf(config: Config): Budgets {
  const micro = (usd: number | undefined): number | null => (usd === undefined ? null : Math.round(usd * 1_000_000));
  return {
    meeting: micro(config.BUDGET_MEETING_USD),
    day: micro(config.BUDGET_DAY_USD),
    month: micro(config.BUDGET_MONTH_USD),
    scopeMonth: micro(config.BUDGET_GUILD_MONTH_USD),
  };
}
