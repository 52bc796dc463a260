import { asciiDigits, partsOf, type Readings, readingsOf } from './number-readings.ts';
import { numberWord } from './number-words.ts';

// Digits with the separators of all languages in between: 1,234.5  1.234,5  1 234,5  1'234.5  10:30  10h30
const NUMBER = /\p{Nd}+(?:[.,'’:  \u00a0\u202f]\p{Nd}+)*(?:h\p{Nd}{2})?/gu;

/** Numbers that `target` tells and `source` does not, and the other way round; both empty when all agree, whatever the format. */
export function differingNumbers(
  source: string,
  target: string,
): { readonly missing: readonly string[]; readonly added: readonly string[] } {
  return { missing: untold(source, target), added: untold(target, source) };
}

/** Numbers in digits of a text for which another one has neither digits nor words. */
function untold(text: string, other: string): readonly string[] {
  const told = numbersIn(other).map(({ readings }) => readings);
  const words = wordNumbers(other);
  return numbersIn(text)
    .filter(({ readings }) => {
      const match = told.findIndex((candidate) => !candidate.isDisjointFrom(readings));
      if (match >= 0) told.splice(match, 1);
      return match < 0 && words.isDisjointFrom(readings);
    })
    .map(({ text: number }) => number);
}

function numbersIn(text: string): readonly { readonly text: string; readonly readings: Readings }[] {
  const plain = withMonthNumbersGone(text);
  return [...plain.matchAll(NUMBER)].flatMap((match) => {
    const after = plain.slice(match.index + match[0].length);
    const digits = asciiDigits(match[0]);
    return partsOf(digits).map((part) => ({ text: part, readings: readingsOf(part, after) }));
  });
}

/** 2026-12-04 may become "4 décembre 2026": its month may be a word, year and day stay numbers. */
function withMonthNumbersGone(text: string): string {
  return text.replaceAll(/\b(\d{4})-\d{2}-(\d{2})\b/g, '$1 | $2');
}

function wordNumbers(text: string): ReadonlySet<string> {
  const words =
    text
      .toLowerCase()
      .normalize('NFC')
      .match(/\p{L}+/gu) ?? [];
  return new Set(words.flatMap((word) => numberWord(word)));
}
