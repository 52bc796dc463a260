import { isContentWord, wordsOf } from '../../extractive/index.ts';
import { stemOf } from './stem.ts';
import { isEmptyWord } from './stop-words.ts';

/** The stems of the words that carry meaning, in every script. */
export function contentStems(text: string): ReadonlySet<string> {
  const words = wordsOf(text.normalize('NFKC'));
  // Numbers are compared by their value, see quantities: "25" and "twenty five" are no different words.
  const carrying = words.filter((word) => isContentWord(word) && !isEmptyWord(word) && !/^\d+$/.test(word));
  // "We decided to go": a claim of nothing but empty words still has to be comparable.
  return new Set((carrying.length > 0 ? carrying : words).map(stemOf));
}

/** Overlapping triples of letters: they see through spelling, compounds and endings. */
export function trigramsOf(text: string): ReadonlySet<string> {
  const line = ` ${wordsOf(text.normalize('NFKC')).join(' ')} `;
  const trigrams = new Set<string>();
  for (let at = 0; at + 3 <= line.length; at += 1) trigrams.add(line.slice(at, at + 3));
  return trigrams;
}
