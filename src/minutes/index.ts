export * from './asking/index.ts';
export { correctMinutes } from './correct-minutes.ts';
export {
  applyEdits,
  editsAnew,
  type ItemLabel,
  learnSeatWeights,
  type SeatWeights,
  undoEdits,
} from './council/index.ts';
export { type ExtractiveInput, writeExtractiveMinutes } from './extractive/index.ts';
export { countClaims, pruneMinutes } from './prune-minutes.ts';
export { createCouncilRules } from './rules.ts';
export { AUTO_TEMPLATE, resolveTemplate, templateIds } from './templates/index.ts';
export { type AskForTranslation, MinutesTranslator } from './translation/index.ts';
