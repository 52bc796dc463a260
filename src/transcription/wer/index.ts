export { toTokens } from './to-tokens.ts';
export { errorCount, errorRate, sumOfErrors, type WordErrors, wordErrors } from './word-errors.ts';
