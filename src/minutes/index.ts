export * from './asking/index.ts';
export { type ExtractiveInput, writeExtractiveMinutes } from './extractive/index.ts';
