import type { Correction } from '../../ports/glossary-store.ts';

export interface CorrectedText {
  readonly text: string;
  /** How many times a wrong form was replaced. */
  readonly count: number;
}

/** A word ends where no letter, digit or mark follows; scripts without spaces have no such places. */
const WORD_CHARACTER = '[\\p{L}\\p{N}\\p{M}_]';
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
/** A replacement may put a wrong form together anew; this often it is looked at again. */
const MAX_PASSES = 70;

/**
 * Replaces `from` by `to` where it stands as whole words, whatever its case. What reads `to` already is left alone, so that "Anna" ->
 * "Anna Maria" does not grow when it is done again. A text in which nothing is wrong comes back as it is.
 */
export function applyCorrection(text: string, correction: Correction): CorrectedText {
  const pattern = patternOf(correction);
  let current = text.normalize('NFC');
  let count = 0;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const replaced = replaceOnce(current, pattern, correction.to);
    if (replaced.count === 0) break;
    count += replaced.count;
    current = replaced.text;
  }
  return count === 0 ? { text, count } : { text: current, count };
}

function replaceOnce(text: string, pattern: RegExp, to: string): CorrectedText {
  let count = 0;
  const replaced = text.replaceAll(pattern, (match, right: string | undefined) => {
    if (right !== undefined) return match;
    count++;
    return to;
  });
  return { text: replaced, count };
}

/**
 * Either the right form (group 1, any spaces) or the wrong one, the longer of them first. Where both differ in nothing but case, only the
 * exact right form counts as right. Whether words end is asked where the wrong form asks it.
 */
function patternOf({ from, to }: Correction): RegExp {
  const characters = [...from];
  const before = UNSPACED.test(characters[0] ?? '') ? '' : `(?<!${WORD_CHARACTER})`;
  const after = UNSPACED.test(characters.at(-1) ?? '') ? '' : `(?!${WORD_CHARACTER})`;
  const wrong = anyCase(from);
  const right = `(${from.toLowerCase() === to.toLowerCase() ? escaped(to) : anyCase(to)})`;
  const either = from.length > to.length ? `${wrong}|${right}` : `${right}|${wrong}`;
  return new RegExp(`${before}(?:${either})${after}`, 'gu');
}

const anyCase = (words: string): string => `(?i:${words.split(' ').map(escaped).join('\\s+')})`;

const escaped = (word: string): string => word.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
