export type { Budgets } from './budgets.ts';
export { MeteredLedger } from './metered-ledger.ts';
export { PriceBook } from './price-book.ts';
export type { TokenPrice } from './price-table.ts';
export { Spending, type Spent, usdBetween } from './spending.ts';
