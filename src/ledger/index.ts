export { Spending, type Spent, usdBetween } from './spending.ts';
