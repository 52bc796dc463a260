import { creditMarks, knownPhrases } from '../data/known-phrases.ts';
import { sameSpelling } from './words.ts';

const PHRASES: ReadonlySet<string> = new Set(Object.values(knownPhrases).flat().map(sameSpelling));
const MARKS = creditMarks.map(sameSpelling);
/** Years and other numbers of credits vary. */
const withoutNumbers = (spelling: string): string => spelling.replaceAll(/ ?\p{N}+/gu, '');
const NUMBERLESS: ReadonlySet<string> = new Set(
  [...PHRASES].filter((phrase) => /\p{N}/u.test(phrase)).map(withoutNumbers),
);

/** Whether the text is, as a whole, one that engines invent: a phrase once or over and over, or a credit. Whatever the language: on silence that is a guess. */
export function isKnownPhrase(text: string): boolean {
  const parts = text
    .split(/[.!?…。！？]+\s*/u)
    .map(sameSpelling)
    .filter((part) => part !== '');
  const whole = sameSpelling(text);
  if (whole === '') return false;
  return isListed(whole) || parts.every(isListed) || MARKS.some((mark) => ` ${whole} `.includes(` ${mark} `));
}

const isListed = (spelling: string): boolean => {
  const numberless = withoutNumbers(spelling);
  return PHRASES.has(spelling) || (numberless !== spelling && numberless !== '' && NUMBERLESS.has(numberless));
};
