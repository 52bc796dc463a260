import { isNumberWord, isYear, numberInWords } from './number-words.ts';

/** Where small models fail first; counted apart. */
export type TokenKind = 'word' | 'number' | 'year' | 'name';

export interface Token {
  readonly text: string;
  readonly kind: TokenKind;
}

/** What is heard alike is written alike. */
const TITLES: readonly (readonly [RegExp, string])[] = [
  [/(?<!\w)mr\.?(?=\s)/g, 'mister'],
  [/(?<!\w)mrs\.?(?=\s)/g, 'missus'],
  [/(?<!\w)dr\.?(?=\s)/g, 'doctor'],
  [/(?<!\w)i\.e\.?/g, 'ie'],
];
const ORDINALS: Readonly<Record<string, string>> = {
  '1st': 'first',
  '2nd': 'second',
  '3rd': 'third',
  '5th': 'fifth',
  '7th': 'seventh',
  '12th': 'twelfth',
};
/** Remarks about sound, "[laughs]" or "(music)", are no words. */
const REMARKS = /\[[^\]]*\]|\([^)]*\)/g;
const NOT_IN_WORDS = /[^\p{L}\p{M}\p{N}]+/gu;
/** Written without spaces: each character counts, which makes the rate a character error rate. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * A text as the words that are compared: NFKC, lower case, & -> and, titles and a few ordinals written out, apostrophes dropped inside
 * words, every other sign a space, digits as English words. The same as tools/wer.py beside the shared recordings for spaced scripts.
 */
export function toTokens(text: string): Token[] {
  const plain = text.normalize('NFKC').replaceAll('’', "'").replace(REMARKS, ' ');
  const pieces = plain.split(/\s+/).filter((piece) => piece !== '');
  const hasCase = /\p{Ll}/u.test(plain);
  return pieces.flatMap((piece, index) => {
    const isLast = index === pieces.length - 1;
    const isName = hasCase && isInnerCapital(piece, pieces[index - 1]);
    return wordsOf(isLast ? piece : `${piece} `).map((word) => ({ text: word.text, kind: kindOf(word, isName) }));
  });
}

interface Word {
  readonly text: string;
  readonly kind: 'word' | 'number' | 'year';
}

const kindOf = ({ kind }: Word, isName: boolean): TokenKind => (kind === 'word' && isName ? 'name' : kind);

/** "Berlin" in the middle of a sentence; not its first word, not "I". */
function isInnerCapital(piece: string, before: string | undefined): boolean {
  if (before === undefined || /[.?!:…]["')\]]*$/.test(before)) return false;
  return /^["'(]*\p{Lu}/u.test(piece) && !/^["'(]*I(?:'\w+)?[^\p{L}]*$/u.test(piece);
}

function wordsOf(piece: string): Word[] {
  let text = piece.toLowerCase().replaceAll('&', ' and ');
  for (const [pattern, word] of TITLES) text = text.replace(pattern, word);
  text = text.replace(/(?<!\w)(\d+(?:st|nd|rd|th))(?!\w)/g, (ordinal) => ORDINALS[ordinal] ?? ordinal);
  text = text.replace(/(\d),(\d{3})/g, '$1$2');
  return text.split(/(\d+)/).flatMap((part, index) => (index % 2 === 1 ? digits(part) : spoken(part)));
}

function digits(part: string): Word[] {
  const value = Number(part);
  const kind = part.length === 4 && isYear(value) ? 'year' : 'number';
  const text = value < 1_000_000 ? numberInWords(value) : part;
  return text.split(' ').map((word) => ({ text: word, kind }));
}

function spoken(part: string): Word[] {
  const words = part.replaceAll("'", '').replace(NOT_IN_WORDS, ' ').split(' ');
  return words
    .flatMap((word) => (UNSPACED.test(word) ? [...word] : [word]))
    .filter((word) => word !== '')
    .map((text) => ({ text, kind: isNumberWord(text) ? 'number' : 'word' }));
}
