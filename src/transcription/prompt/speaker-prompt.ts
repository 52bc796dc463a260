import type { PromptSource } from '../prompt-source.ts';
import { glossaryPrompt, MAX_PROMPT_TOKENS } from './glossary-prompt.ts';
import { estimateTokens } from './token-estimate.ts';

/** Enough to hold the thread of a sentence, too little for an error to live on. */
const CONTEXT_WORDS = 30;

/**
 * Prompt of one speaker: the glossary, then the last words that were accepted, as Whisper expects what was said before. After a rejected
 * chunk the speaker's words are emptied, for an engine that lost its way is led further astray by them.
 */
export class SpeakerPrompt implements PromptSource {
  readonly #terms: readonly string[];
  #words: readonly string[] = [];

  /** `terms` the most important first; those that do not fit are left out. */
  constructor(terms: readonly string[]) {
    this.#terms = terms;
  }

  text(): string | undefined {
    const context = lastThatFit(this.#words);
    const glossary = glossaryPrompt(this.#terms, MAX_PROMPT_TOKENS - estimateTokens(context));
    const text = [glossary, context].filter(Boolean).join(' ');
    return text === '' ? undefined : text;
  }

  accepted(text: string): void {
    const words = text.split(/\s+/u).filter((word) => word !== '');
    this.#words = [...this.#words, ...words].slice(-CONTEXT_WORDS);
  }

  rejected(): void {
    this.#words = [];
  }
}

/** Words of scripts without spaces are sentences long: half the room is for the glossary. */
function lastThatFit(words: readonly string[]): string {
  let text = '';
  for (const word of words.toReversed()) {
    const longer = text === '' ? word : `${word} ${text}`;
    if (estimateTokens(longer) > MAX_PROMPT_TOKENS / 2) break;
    text = longer;
  }
  return text;
}
