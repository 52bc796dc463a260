import { wordsOf } from './words.ts';

/** So many words of the prompt in its order are no accident. */
const ECHO_RUN_WORDS = 5;
/** From its beginning, where the glossary stands, fewer do. */
const ECHO_START_WORDS = 3;
/** So many words that all stand in the prompt, in whatever order, are the glossary read back. */
const READ_BACK_WORDS = 6;

/**
 * Whether an engine gave back its prompt instead of what it heard. One name of the glossary is not enough: people do say names. A text
 * that was said again in truth is not lost by this, for the second try gets no prompt.
 */
export function isPromptEcho(text: string, prompt: string, isWeakEvidence: boolean): boolean {
  const said = wordsOf(text);
  const given = wordsOf(prompt);
  if (said.length < 2 || given.length === 0) return false;
  if (!isRun(said, given)) return said.length >= READ_BACK_WORDS && said.every((word) => given.includes(word));
  const isStart = isRun(said, given.slice(0, said.length));
  return isWeakEvidence || said.length >= Math.min(isStart ? ECHO_START_WORDS : ECHO_RUN_WORDS, given.length);
}

const isRun = (run: readonly string[], words: readonly string[]): boolean =>
  ` ${words.join(' ')} `.includes(` ${run.join(' ')} `);
