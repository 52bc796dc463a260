import { randomBytes } from 'node:crypto';
import type { Minutes } from '../../domain/minutes.ts';
import { MomError } from '../../errors.ts';
import type { LanguageModelRequest } from '../../ports/language-model.ts';
import { estimateTokens, languageName } from '../prompting/index.ts';
import { applyTranslation } from './apply-translation.ts';
import type { Violation } from './text-guard.ts';
import { translationKey, translationRequest } from './translation-request.ts';

type Question = Omit<LanguageModelRequest, 'jsonMode'>;

/** Asks one cheap model; null when none is configured. @throws MomError as LanguageModel, llm_budget; an aborted signal's reason */
export type AskForTranslation = (question: Question, signal: AbortSignal) => Promise<{ readonly text: string } | null>;

/** Translations that are kept for the next reader. */
const KEPT = 64;
/** The first answer, and one more that knows what was wrong. */
const TRIES = 2;
/** Other languages need up to twice the tokens of English. */
const OUTPUT_PER_INPUT = 2;
const LEAST_OUTPUT_TOKENS = 1_000;

/** Finished minutes in the reader's language: one guarded call, kept for whoever reads them next. */
export class MinutesTranslator {
  readonly #kept = new Map<string, Minutes>();

  /**
   * @param language ISO 639-1 code.
   * @throws MomError usage (unknown language, no model configured); llm_unavailable when two answers changed what stands there;
   * what `ask` throws
   */
  async translate(minutes: Minutes, language: string, ask: AskForTranslation, signal: AbortSignal): Promise<Minutes> {
    if (languageName(language) === null)
      throw new MomError('usage', `"${language}" is no language; write a code like de, fr or ja.`);
    if (minutes.language === language) return minutes;
    const key = translationKey(minutes, language);
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const translated = await this.#ask(minutes, language, ask, signal);
    this.#keep(key, translated);
    return translated;
  }

  async #ask(minutes: Minutes, language: string, ask: AskForTranslation, signal: AbortSignal): Promise<Minutes> {
    let violations: readonly Violation[] = [];
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const nonce = randomBytes(8).toString('hex');
      const request = translationRequest(minutes, language, { nonce, violations });
      const maxOutputTokens = LEAST_OUTPUT_TOKENS + OUTPUT_PER_INPUT * estimateTokens(request.user);
      const answer = await ask({ ...request, maxOutputTokens }, signal);
      if (!answer)
        throw new MomError(
          'usage',
          'Translating needs a language model: set GROQ_API_KEY, OPENROUTER_API_KEY or LOCAL_LLM_URL.',
        );
      const applied = applyTranslation(minutes, language, answer.text);
      if (applied.minutes) return applied.minutes;
      violations = applied.violations;
    }
    throw new MomError('llm_unavailable', 'its translation changed what the minutes say, so it is not shown');
  }

  #keep(key: string, minutes: Minutes): void {
    this.#kept.set(key, minutes);
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}
