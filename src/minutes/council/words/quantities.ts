import { wordsOf } from '../../extractive/index.ts';
import { type NumberWords, numberWordsOf } from './number-words.ts';
import { type SpokenNumber, spokenNumbers } from './spoken-numbers.ts';
import { numberKey, type Quantity, type Unit, unitAfter, writtenNumbers } from './written-numbers.ts';

/** Words below this are grammar more often than counts ("one of them", "the two"). */
const SMALLEST_COUNT = 3;
/** Italian "sei" also means "you are", French "neuf" also "new". */
const DOUBTFUL = new Set(['sei', 'neuf']);

/** The numbers that a claim states and that its evidence must hold, in digits or in the words of a language. */
export function quantitiesOf(text: string, language: string | null): readonly Quantity[] {
  const plain = plainDigits(text);
  const words = wordsOf(plain);
  const table = numberWordsOf(language);
  const spoken = table === null ? [] : spokenNumbers(words, table);
  return [
    ...writtenNumbers(plain),
    ...spoken.filter((number) => isCount(number, words)).map((number) => saidOf(number, words)),
  ];
}

/** With a unit behind it every number counts: "neuf euros", "two percent". */
const isCount = (number: SpokenNumber, words: readonly string[]): boolean =>
  unitBehind(number, words) !== null ||
  (number.value >= SMALLEST_COUNT && !(number.words === 1 && DOUBTFUL.has(words[number.at] ?? '')));

function saidOf(number: SpokenNumber, words: readonly string[]): Quantity {
  const text = words.slice(number.at, number.at + number.words).join(' ');
  return { text, keys: [numberKey(number.value)], parts: [], unit: unitBehind(number, words) };
}

/** "twenty five percent", "dix pour cent" */
const unitBehind = ({ at, words: count }: SpokenNumber, words: readonly string[]): Unit | null =>
  unitAfter(words.slice(at + count, at + count + 2).join(' '));

/** Every number that a text may be understood to say, with the units it is said with. */
export type NumbersHeard = ReadonlyMap<string, ReadonlySet<Unit | null>>;

/** What evidence supports: also articles ("a week"), halves, parts of times and pairs ("twenty twenty-six", "two thirty"). */
export function numbersHeard(text: string, language: string | null): NumbersHeard {
  const heard = new Map<string, Set<Unit | null>>();
  const hear = (key: string, unit: Unit | null): void => {
    heard.set(key, (heard.get(key) ?? new Set<Unit | null>()).add(unit));
  };
  const plain = plainDigits(text);
  for (const { keys, parts, unit } of writtenNumbers(plain)) {
    for (const key of keys) hear(key, unit);
    for (const key of parts) hear(key, null);
  }
  const words = wordsOf(plain);
  const table = numberWordsOf(language);
  if (table !== null) hearWords(words, table, hear);
  return heard;
}

function hearWords(words: readonly string[], table: NumberWords, hear: (key: string, unit: Unit | null) => void): void {
  const spoken = spokenNumbers(words, table);
  for (const [index, number] of spoken.entries()) {
    hear(numberKey(number.value), unitBehind(number, words));
    const next = spoken[index + 1];
    if (next !== undefined && follows(words, number, next)) hearPair(number.value, next.value, hear);
  }
  for (const word of words) for (const value of table.loose.get(word) ?? []) hear(numberKey(value), null);
}

/** "two thirty", "zehn Uhr dreißig" */
function follows(words: readonly string[], { at, words: count }: SpokenNumber, next: SpokenNumber): boolean {
  const gap = next.at - at - count;
  return gap === 0 || (gap === 1 && /^(?:uhr|heures?|ore|horas?|uur|y|e)$/.test(words[at + count] ?? ''));
}

/** "twenty twenty-six" is a year, "two thirty" a time. */
function hearPair(first: number, second: number, hear: (key: string, unit: Unit | null) => void): void {
  if (first < 1 || first > 99 || second > 99) return;
  hear(numberKey(first * 100 + second), null);
  if (first > 24 || second > 59) return;
  for (const hours of [first, (first + 12) % 24]) hear(`t:${hours * 60 + second}`, null);
}

/** Whether evidence holds a number; a unit must be the same where both say one. */
export function isHeard({ keys, unit }: Quantity, heard: NumbersHeard): boolean {
  return keys.some((key) => {
    const units = heard.get(key);
    return units !== undefined && (unit === null || units.has(unit) || units.has(null));
  });
}

/** Two numbers that can't be told apart are one. */
export const isSameQuantity = (a: Quantity, b: Quantity): boolean =>
  a.keys.some((key) => b.keys.includes(key)) && (a.unit === null || b.unit === null || a.unit === b.unit);

// Zeros of the decimal digits that are in use beside ASCII: Arabic, Persian, Devanagari. NFKC does the full-width ones.
const ZEROS = [0x0660, 0x06f0, 0x0966] as const;

function plainDigits(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (ZEROS.findLast((zero) => zero <= code) ?? code));
  });
}

/** Whether a text says any number at all, small ones and ordinals ("second", "two") included. */
export function saysNumber(text: string, language: string): boolean {
  const table = numberWordsOf(language);
  return (
    table !== null &&
    wordsOf(text).some((word) => table.values.has(word) || (table.loose.has(word) && !isArticle(word)))
  );
}

/** "Un" and "een" count nothing more often than not. */
const isArticle = (word: string): boolean => /^(?:an?|ein\w{0,2}|une?|un[oa]|uma?|een)$/.test(word);
