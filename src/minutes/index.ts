export { correctMinutes } from './correct-minutes.ts';
export { type ExtractiveInput, writeExtractiveMinutes } from './extractive/index.ts';
