import type { Utterance } from '../../domain/transcript.ts';
import { estimateTokens } from '../prompting/index.ts';
import type { IdentifiedText } from './minutes-texts.ts';
import { type ReadTexts, readTexts } from './read-texts.ts';
import { type TextRequest, type TranslationOptions, textsRequest } from './translation-request.ts';

/** Utterances that are translated in one call. */
export type UtteranceBatch = readonly Utterance[];

/** Quotes and JSON around a text. */
const FRAME = '{"id":"s0000","text":""}\n';

/** Consecutive utterances in batches of at most `maxTokens` (one longer utterance is a batch of its own); what holds no letter is left out. */
export function translationBatches(utterances: readonly Utterance[], maxTokens: number): readonly UtteranceBatch[] {
  const batches: Utterance[][] = [];
  let tokens = Number.POSITIVE_INFINITY;
  for (const utterance of utterances.filter(({ text }) => /\p{L}/u.test(text))) {
    const cost = estimateTokens(FRAME + utterance.text);
    if (tokens + cost > maxTokens) batches.push([]);
    tokens = tokens + cost > maxTokens ? cost : tokens + cost;
    batches.at(-1)?.push(utterance);
  }
  return batches;
}

/** Asks for one batch in another language. */
export function utteranceTranslationRequest(
  batch: UtteranceBatch,
  targetLanguage: string,
  options: TranslationOptions,
): TextRequest {
  return textsRequest(batch.map(textOf), [...namesOf(batch)], targetLanguage, options);
}

/** Translations by utterance id, beside the original and never in its place; what fails the guard has none. */
export function applyUtteranceTranslation(batch: UtteranceBatch, answerText: string): ReadTexts {
  return readTexts(batch.map(textOf), answerText, namesOf(batch));
}

const textOf = ({ id, text }: Utterance): IdentifiedText => ({ id, text });
const namesOf = (batch: UtteranceBatch): ReadonlySet<string> => new Set(batch.map(({ name }) => name));
