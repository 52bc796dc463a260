import type { NumberWords } from './number-words.ts';

/** A number said in words: "two hundred and five" is 205, "vingt-cinq" 25, "fünfundzwanzig" 25. */
export interface SpokenNumber {
  readonly value: number;
  /** Place of its first word and the number of words. */
  readonly at: number;
  readonly words: number;
}

const ORDINAL_ENDING = /(?:s?te[nrsm]?|de)$/;
const LONGEST_COMPOUND = 60;

/** The numbers in a list of lower-case words. */
export function spokenNumbers(words: readonly string[], language: NumberWords): readonly SpokenNumber[] {
  const found: SpokenNumber[] = [];
  for (let at = 0; at < words.length; ) {
    const number = numberAt(words, at, language);
    // In "2 million" the digits are the number, see written-numbers.
    if (number !== null && !/^\d/.test(words[at - 1] ?? '')) found.push(number);
    at += number?.words ?? 1;
  }
  return found;
}

function numberAt(words: readonly string[], at: number, language: NumberWords): SpokenNumber | null {
  const sum = new Sum();
  let end = at;
  for (let next = at; next < words.length; next += 1) {
    const word = words[next] ?? '';
    const parts = partsOf(word, language);
    if (parts?.every((part) => sum.add(part))) end = next + 1;
    else if (end === at || next > end || !language.joiners.has(word)) break;
  }
  if (end === at) return null;
  return withDecimals(words, { value: sum.value(), at, words: end - at }, language);
}

/** "three point five" */
function withDecimals(words: readonly string[], number: SpokenNumber, language: NumberWords): SpokenNumber {
  const after = number.at + number.words;
  const digit = words[after] === language.decimal ? language.values.get(words[after + 1] ?? '') : undefined;
  if (digit === undefined || digit > 9) return number;
  return { ...number, value: number.value + digit / 10, words: number.words + 2 };
}

/** The values a word is made of, or null when it is no number. */
function partsOf(word: string, language: NumberWords): readonly number[] | null {
  const value = language.values.get(word);
  if (value !== undefined) return [value];
  if (!language.isCompound || word.length > LONGEST_COMPOUND) return null;
  return split(word, language) ?? split(word.replace(ORDINAL_ENDING, ''), language);
}

/** Takes a compound apart, longest parts first; a unit said before its tens ("fünfundzwanzig") is put behind them. */
function split(word: string, language: NumberWords): readonly number[] | null {
  if (word === '') return [];
  for (let length = word.length; length > 1; length -= 1) {
    const value = language.values.get(word.slice(0, length));
    if (value === undefined) continue;
    const rest = word.slice(length);
    const joiner = [...language.joiners].find((text) => rest.startsWith(text) && rest.length > text.length);
    const after = split(rest, language) ?? (joiner === undefined ? null : split(rest.slice(joiner.length), language));
    if (after === null) continue;
    const [next, ...others] = after;
    const isTurned = value < 10 && next !== undefined && next >= 20 && next < 100;
    return isTurned ? [next, value, ...others] : [value, ...after];
  }
  return null;
}

/** Adds up what is said one after the other, and refuses what begins another number ("two three"). */
class Sum {
  #total = 0;
  #group = 0;
  #isEmpty = true;

  value(): number {
    return this.#total + this.#group;
  }

  add(part: number): boolean {
    if (!this.#isEmpty && !this.#continues(part)) return false;
    this.#isEmpty = false;
    if (part >= 1000) {
      this.#total += Math.max(1, this.#group) * part;
      this.#group = 0;
    } else if (part === 100) {
      this.#group = Math.max(1, this.#group) * 100;
    } else {
      // "quatre vingt" is four times twenty.
      this.#group += part === 20 && this.#group % 100 === 4 ? 76 : part;
    }
    return true;
  }

  #continues(part: number): boolean {
    const group = this.#group;
    if (part >= 1000) return group > 0;
    if (part === 100) return group < 100;
    if (part === 0) return false;
    if (part === 20 && group % 100 === 4) return true;
    if (group === 0) return this.#total > 0;
    if (part < 10) return group % 10 === 0;
    // "soixante-dix", "quatre-vingt-onze"
    if (part < 20) return [0, 60, 80].includes(group % 100);
    return group % 100 === 0;
  }
}
