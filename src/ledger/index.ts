export type { Budgets } from './budgets.ts';
export { costChart } from './cost-chart.ts';
export { costCsv } from './cost-csv.ts';
export { type CostReport, costReport } from './cost-report.ts';
export { costText, usd } from './cost-text.ts';
export { MeteredLedger } from './metered-ledger.ts';
export { PriceBook } from './price-book.ts';
export { Spending, type Spent, usdBetween } from './spending.ts';
