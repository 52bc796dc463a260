import type { Minutes } from '../../domain/minutes.ts';
import { languageName } from '../prompting/index.ts';
import { mapTexts, namesIn, textsOf } from './minutes-texts.ts';
import { readTexts } from './read-texts.ts';
import type { Violation } from './text-guard.ts';

/** Below this part of good texts the whole translation is refused: mixed minutes help nobody. */
const LEAST_GOOD = 0.8;

export interface AppliedTranslation {
  /** Null when the answer can't be used at all. */
  readonly minutes: Minutes | null;
  /** What was refused; those texts stay as they were. */
  readonly violations: readonly Violation[];
}

/**
 * Minutes in another language from the answer to `translationRequest`. Ids, numbers, names and links must be those of the original; a text
 * that fails stays in its language and a notice says so.
 */
export function applyTranslation(minutes: Minutes, targetLanguage: string, answerText: string): AppliedTranslation {
  const sources = textsOf(minutes);
  const { texts, violations } = readTexts(sources, answerText, namesIn(minutes));
  if (sources.length === 0 || texts.size < sources.length * LEAST_GOOD) return { minutes: null, violations };
  const translated = mapTexts(minutes, (id, text) => texts.get(id) ?? text);
  const left = sources.length - texts.size;
  return {
    minutes: {
      ...translated,
      language: targetLanguage,
      notices: [...translated.notices, noticeOf(minutes.language, targetLanguage, left)],
    },
    violations,
  };
}

function noticeOf(from: string | null, to: string, left: number): string {
  const origin = from === null ? '' : ` from ${languageName(from) ?? from}`;
  const rest = left === 0 ? '' : ` ${left} ${left === 1 ? 'text' : 'texts'} could not be translated safely.`;
  return `Translated${origin} into ${languageName(to) ?? to} by a language model; quotes stay as they were spoken.${rest}`;
}
