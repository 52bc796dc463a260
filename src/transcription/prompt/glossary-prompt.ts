import { estimateTokens } from './token-estimate.ts';

/** Whisper keeps half of its text context for what was said before (whisper/decoding.py: n_text_ctx // 2) and cuts the rest off in front. */
export const MAX_PROMPT_TOKENS = 224;
const MAX_TERM_CHARACTERS = 60;

/** Names and terms as a list that Whisper reads like a sentence; undefined without any. The first ones that fit into `tokens`. */
export function glossaryPrompt(terms: readonly string[], tokens = MAX_PROMPT_TOKENS): string | undefined {
  const chosen = new Map<string, string>();
  for (const term of terms.map(oneLine)) {
    const isGood = term !== '' && term.length <= MAX_TERM_CHARACTERS && !chosen.has(term.toLowerCase());
    if (!isGood || estimateTokens(listed([...chosen.values(), term])) > tokens) continue;
    chosen.set(term.toLowerCase(), term);
  }
  return chosen.size === 0 ? undefined : listed([...chosen.values()]);
}

const listed = (terms: readonly string[]): string => `${terms.join(', ')}.`;
const oneLine = (term: string): string => term.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
