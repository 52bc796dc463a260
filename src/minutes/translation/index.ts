export { type AppliedTranslation, applyTranslation } from './apply-translation.ts';
export { type AskForTranslation, MinutesTranslator } from './minutes-translator.ts';
export type { ReadTexts } from './read-texts.ts';
export type { Violation } from './text-guard.ts';
export {
  type TextRequest,
  type TranslationOptions,
  translationKey,
  translationRequest,
} from './translation-request.ts';
export {
  applyUtteranceTranslation,
  translationBatches,
  type UtteranceBatch,
  utteranceTranslationRequest,
} from './utterances.ts';
