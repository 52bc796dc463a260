export { type ExtractiveInput, writeExtractiveMinutes } from './write-extractive-minutes.ts';
