import type { CostChart } from '../ports/chart-drawer.ts';
import type { CostReport } from './cost-report.ts';
import { usd } from './cost-text.ts';

/** One bar a day, a colour a provider. */
export function costChart({ month, total, byDay, budgetMicroUsd }: CostReport): CostChart {
  return {
    title: `Costs of ${month}: ${usd(total.microUsd)}`,
    days: byDay.map(({ day, byProvider }) => ({
      day,
      parts: byProvider.map(({ provider, microUsd }) => ({ name: provider, usd: microUsd / 1_000_000 })),
    })),
    monthBudgetUsd: budgetMicroUsd === null ? null : budgetMicroUsd / 1_000_000,
  };
}
