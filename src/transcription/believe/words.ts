/** A character of a script without spaces between its words stands alone; everything else is a run of letters, digits, marks. */
const WORD =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]\p{M}*|[[\p{L}\p{N}\p{M}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]]+/gv;

/** The words of a text in one spelling: no case, no punctuation, no apostrophes, one form of every character (NFKC). */
export function wordsOf(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().replaceAll(/['’]/g, '').match(WORD) ?? [];
}

/** Two texts that differ only in case and punctuation are the same. */
export const sameSpelling = (text: string): string => wordsOf(text).join(' ');
