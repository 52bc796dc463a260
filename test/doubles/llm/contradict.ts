import type { CitedText, DraftAction } from '../../../src/domain/draft.ts';

/** What an item can say wrongly. */
export type ContradictedField = 'number' | 'owner' | 'polarity' | 'date';

/** The item with one field turned into its contrary; unchanged where it has no such field. */
export function contradicted<T extends CitedText | DraftAction>(
  item: T,
  field: ContradictedField,
  speakers: readonly string[],
): T {
  if ('task' in item) return contradictedAction(item, field, speakers) as T;
  return { ...item, text: wordsOf(item.text, field) };
}

function contradictedAction(item: DraftAction, field: ContradictedField, speakers: readonly string[]): DraftAction {
  if (field === 'owner') return { ...item, owner: speakers.find((label) => label !== item.owner) ?? null };
  if (field === 'date') return { ...item, due_text: item.due_text === null ? null : 'by next Sunday' };
  return { ...item, task: wordsOf(item.task, field) };
}

function wordsOf(text: string, field: ContradictedField): string {
  if (field === 'number') return withOtherNumber(text);
  if (field === 'polarity') return /\bnot\b/i.test(text) ? text.replace(/\s*\bnot\b/i, '') : `Do not: ${text}`;
  return text;
}

/** Numbers as words, each with another one of its language. */
const OTHER_NUMBERS: Readonly<Record<string, string>> = {
  two: 'six',
  three: 'seven',
  four: 'nine',
  five: 'eight',
  eleven: 'nineteen',
  twelve: 'seventeen',
  twenty: 'seventy',
  forty: 'sixty',
  fifty: 'eighty',
  ninety: 'thirty',
  zwei: 'neun',
  vier: 'sieben',
  fünf: 'acht',
  zehn: 'dreizehn',
  zwölf: 'neunzehn',
  siebzehn: 'elf',
  dreißig: 'siebzig',
  ocho: 'nueve',
  doce: 'trece',
  treinta: 'setenta',
  sesenta: 'noventa',
  ochenta: 'cuarenta',
  catorce: 'diecinueve',
  deux: 'sept',
  quatre: 'neuf',
  douze: 'seize',
};

function withOtherNumber(text: string): string {
  if (/\d/.test(text)) return text.replace(/\d+/, (digits) => String(Number(digits) + 7));
  const word = text.split(/[^\p{L}]+/u).find((one) => OTHER_NUMBERS[one.toLowerCase()] !== undefined);
  return word === undefined ? text : text.replace(word, OTHER_NUMBERS[word.toLowerCase()] ?? word);
}

/** By the rules of the product words below three are grammar more often than counts. */
const SMALL = new Set(['two', 'zwei', 'deux']);
const NUMBER_WORDS = new Set(
  Object.entries(OTHER_NUMBERS)
    .flat()
    .filter((word) => !SMALL.has(word)),
);

/** Numbers of a text as they stand there: digits, and the words that `contradicted` may put in or take out. */
export const saidNumbers = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => /\d/.test(word) || NUMBER_WORDS.has(word));
