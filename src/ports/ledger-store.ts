import type { Usage } from '../domain/usage.ts';

/** Money that a call under way may need. */
export interface HeldMoney {
  readonly id: string;
  readonly scope: string;
  readonly meetingId: string | null;
  readonly microUsd: number;
  /** Which process holds it ("host:pid"). */
  readonly owner: string;
  /** Epoch ms; whoever has not settled by then has died. */
  readonly expiresAtMs: number;
}

/** Which money is meant; null fields mean all. Times are epoch ms, `untilMs` excluded. */
export interface MoneyFilter {
  readonly scope: string | null;
  readonly meetingId: string | null;
  readonly sinceMs: number | null;
  readonly untilMs: number | null;
}

/** A limit that a reservation must keep to. */
export interface BudgetCheck {
  /** "meeting", "day", "month", "scope" */
  readonly limit: string;
  readonly capMicroUsd: number;
  readonly filter: MoneyFilter;
}

export const moneyGroups = ['provider', 'model', 'meeting', 'kind', 'provider-quarter'] as const;
/** provider-quarter: provider, a space, number of the quarter of an hour since 1970, from which the days of any time zone are made. */
export type MoneyGroup = (typeof moneyGroups)[number];

export interface MoneySum {
  readonly key: string;
  /** Title of a meeting that is still there; else null. */
  readonly title: string | null;
  readonly calls: number;
  /** Of the calls whose price is known. */
  readonly microUsd: number;
  readonly unknownCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly audioMs: number;
}

export interface Settled {
  readonly usage: Usage;
  /** False when an earlier call had booked it. */
  readonly isNew: boolean;
}

/**
 * Money in SQL: every call is one transaction, sums are whole micro-dollars. A call of unknown price counts against budgets with
 * what was set aside for it.
 *
 * @throws MomError store_failed
 */
export interface LedgerStore {
  /** Holds the money unless that breaks a check: then gives the first broken one and holds nothing. */
  hold(money: HeldMoney, checks: readonly BudgetCheck[], nowMs: number): Promise<BudgetCheck | null>;
  /** Books once per reservation, whatever is repeated; gives what was booked. Books also when the money was let go before. */
  settle(reservationId: string, usage: Usage): Promise<Settled>;
  release(reservationId: string): Promise<void>;
  book(usage: Usage): Promise<void>;
  /** Lets go what dead owners hold; gives how many reservations that were. */
  releaseOf(isDead: (owner: string) => boolean): Promise<number>;
  /** Spent and held (not yet expired) in micro-dollars. */
  used(filter: MoneyFilter, nowMs: number): Promise<number>;
  sums(filter: MoneyFilter, by: MoneyGroup): Promise<readonly MoneySum[]>;
}
