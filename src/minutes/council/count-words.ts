import { wordsOf } from '../extractive/index.ts';

const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Words as people count them: between spaces; by the dictionary where a script has none. */
export function countWords(text: string): number {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  return SPACELESS.test(trimmed) ? wordsOf(trimmed).length : trimmed.split(/\s+/).length;
}
