import type { BudgetCheck, MoneyFilter } from '../ports/ledger-store.ts';
import { startOfDay, zonedDay } from './zoned-day.ts';

/** Limits in micro-dollars; null = none. `scopeMonth` is for each guild or workspace by itself. */
export interface Budgets {
  readonly meeting: number | null;
  readonly day: number | null;
  readonly month: number | null;
  readonly scopeMonth: number | null;
}

/** Whose money a check is about. */
export interface Spender {
  readonly scope: string;
  readonly meetingId: string | null;
}

const ALL: MoneyFilter = { scope: null, meetingId: null, sinceMs: null, untilMs: null };

/** The limits that a call must keep to now. */
export function budgetChecks(budgets: Budgets, spender: Spender, nowMs: number, timeZone: string): BudgetCheck[] {
  const today = zonedDay(nowMs, timeZone);
  const monthStartMs = startOfDay({ ...today, day: 1 }, timeZone);
  const { scope, meetingId } = spender;
  return [
    ...(meetingId === null ? [] : check('meeting', budgets.meeting, { ...ALL, meetingId })),
    ...check('day', budgets.day, { ...ALL, sinceMs: startOfDay(today, timeZone) }),
    ...check('month', budgets.month, { ...ALL, sinceMs: monthStartMs }),
    ...check('scope', budgets.scopeMonth, { ...ALL, scope, sinceMs: monthStartMs }),
  ];
}

const check = (limit: string, capMicroUsd: number | null, filter: MoneyFilter): BudgetCheck[] =>
  capMicroUsd === null ? [] : [{ limit, capMicroUsd, filter }];
