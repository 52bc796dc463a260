export { type ExtractiveInput, writeExtractiveMinutes } from './extractive/index.ts';
