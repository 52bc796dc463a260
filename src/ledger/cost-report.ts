import type { LedgerStore, MoneyFilter, MoneyGroup, MoneySum } from '../ports/ledger-store.ts';
import type { Quota } from '../ports/quota-source.ts';
import type { Budgets } from './budgets.ts';
import { isoDay, startOfDay, zonedDay } from './zoned-day.ts';

export interface DayCost {
  /** ISO day. */
  readonly day: string;
  readonly microUsd: number;
  /** The same order of providers every day. */
  readonly byProvider: readonly { readonly provider: string; readonly microUsd: number }[];
}

/** What was spent in a calendar month, for people and programs. Money is whole micro-dollars. */
export interface CostReport {
  /** "2026-11" */
  readonly month: string;
  readonly scope: string | null;
  readonly total: MoneySum;
  readonly todayMicroUsd: number;
  /** Of the month, or of this scope for the month, whichever is set and narrower. */
  readonly budgetMicroUsd: number | null;
  readonly byProvider: readonly MoneySum[];
  readonly byModel: readonly MoneySum[];
  /** The dearest first; key "" is what belongs to no meeting. */
  readonly byMeeting: readonly MoneySum[];
  readonly byKind: readonly MoneySum[];
  /** Every day of the month up to today. */
  readonly byDay: readonly DayCost[];
  readonly quotas: readonly Quota[];
}

export interface CostQuestion {
  /** Null = all of this installation. */
  readonly scope: string | null;
  /** "2026-11"; the current one when null. */
  readonly month: string | null;
  readonly nowMs: number;
  readonly timeZone: string;
  readonly budgets: Budgets;
  readonly quotas: readonly Quota[];
}

const QUARTER_HOUR_MS = 900_000;

/** @throws MomError store_failed */
export async function costReport(store: LedgerStore, question: CostQuestion): Promise<CostReport> {
  const { scope, nowMs, timeZone, budgets, quotas } = question;
  const month = question.month ?? isoDay(nowMs, timeZone).slice(0, 7);
  const span = spanOf(month, timeZone);
  const filter: MoneyFilter = { scope, meetingId: null, ...span };
  const by = (group: MoneyGroup) => store.sums(filter, group);
  const quarters = await by('provider-quarter');
  const byProvider = await by('provider');
  const days = daysBetween(span.sinceMs, Math.min(nowMs, span.untilMs - 1), timeZone);
  const providers = byProvider.map(({ key }) => key);
  const byDay = dayCosts(quarters, days, providers, timeZone);
  return {
    month,
    scope,
    total: totalOf(quarters),
    todayMicroUsd: byDay.find(({ day }) => day === isoDay(nowMs, timeZone))?.microUsd ?? 0,
    budgetMicroUsd: narrower(budgets.month, scope === null ? null : budgets.scopeMonth),
    byProvider,
    byModel: await by('model'),
    byMeeting: await by('meeting'),
    byKind: await by('kind'),
    byDay,
    quotas,
  };
}

function spanOf(month: string, timeZone: string): { readonly sinceMs: number; readonly untilMs: number } {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const startOf = (ofMonth: number): number => startOfDay({ year, month: ofMonth, day: 1 }, timeZone);
  return { sinceMs: startOf(number), untilMs: startOf(number + 1) };
}

function dayCosts(
  quarters: readonly MoneySum[],
  days: readonly string[],
  providers: readonly string[],
  timeZone: string,
): DayCost[] {
  const costs = new Map<string, number>();
  for (const { key, microUsd } of quarters) {
    const [provider = '', quarter] = key.split(' ');
    const cell = `${isoDay(Number(quarter) * QUARTER_HOUR_MS, timeZone)} ${provider}`;
    costs.set(cell, (costs.get(cell) ?? 0) + microUsd);
  }
  return days.map((day) => {
    const byProvider = providers.map((provider) => ({ provider, microUsd: costs.get(`${day} ${provider}`) ?? 0 }));
    return { day, microUsd: byProvider.reduce((sum, { microUsd }) => sum + microUsd, 0), byProvider };
  });
}

function daysBetween(sinceMs: number, lastMs: number, timeZone: string): string[] {
  const { year, month, day } = zonedDay(sinceMs, timeZone);
  const days: string[] = [];
  for (let offset = 0; ; offset++) {
    const startMs = startOfDay({ year, month, day: day + offset }, timeZone);
    if (startMs > lastMs) return days;
    days.push(isoDay(startMs, timeZone));
  }
}

function totalOf(sums: readonly MoneySum[]): MoneySum {
  const sum = (value: (each: MoneySum) => number): number => sums.reduce((total, each) => total + value(each), 0);
  return {
    key: 'total',
    title: null,
    calls: sum(({ calls }) => calls),
    microUsd: sum(({ microUsd }) => microUsd),
    unknownCalls: sum(({ unknownCalls }) => unknownCalls),
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    audioMs: sum(({ audioMs }) => audioMs),
  };
}

function narrower(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
