export { correctMinutes } from './correct-minutes.ts';
export { type ExtractiveInput, writeExtractiveMinutes } from './extractive/index.ts';
export { countClaims, pruneMinutes } from './prune-minutes.ts';
export { AUTO_TEMPLATE, templateIds } from './templates/index.ts';
