import { wordsOf } from '../../extractive/index.ts';

// Words that turn a statement into its opposite, in the languages of the product.
const NEGATORS = new Set(
  `not no never none nobody nothing neither nor cannot without
  nicht kein keine keinen keiner keinem nie niemals niemand nichts ohne
  ne pas jamais aucun aucune rien personne sans
  nunca jamás ningún ninguna nadie nada sin
  non mai nessuno nessuna niente senza
  não nenhum nenhuma ninguém sem
  niet geen nooit niemand niets zonder`.split(/\s+/),
);
/** French negates with two words: "ne … pas" is one. */
const SECOND_HALVES = new Set(['pas', 'jamais', 'rien', 'aucun', 'aucune', 'personne']);
/** "No later than Friday" and "not only" deny nothing. */
const HARMLESS =
  /\b(?:no later than|not later than|no more than|not only|no doubt|no problem|nicht nur|no s[oó]lo|non solo|pas seulement)\b/giu;
/** Verbs that turn the same way: who cancels a release does not release. */
const REVERSERS = new Set(
  'cancel cancels canceled cancelled reject rejects rejected refuse refuses refused oppose opposes opposed abandon abandoned ablehnen abgelehnt verworfen refuser refusé rechazar rechazado'.split(
    ' ',
  ),
);

/** How often a text is turned around: its negations and verbs of refusal. */
export function negationsIn(text: string): number {
  const words = wordsOf(text.normalize('NFKC').replaceAll('’', "'").replaceAll(HARMLESS, ' '));
  const hasNe = words.some((word) => word === 'ne' || word.startsWith("n'"));
  return words.filter((word) => isNegator(word, hasNe) || REVERSERS.has(word)).length;
}

function isNegator(word: string, hasNe: boolean): boolean {
  if (hasNe && SECOND_HALVES.has(word)) return false;
  return NEGATORS.has(word) || word.endsWith("n't") || word.startsWith("n'");
}

/** Whether a text denies what it speaks of; two negations cancel out. */
export const isNegated = (text: string): boolean => negationsIn(text) % 2 === 1;
