import { quoteOf } from './quote.ts';
import { isStatement, type RankedSentence } from './rank-sentences.ts';
import type { Sentence } from './sentence.ts';

/** The last statement about the matter: no question, no goodbye. */
export function concludingSentence(ranked: readonly RankedSentence[]): Sentence | null {
  return ranked.findLast(({ sentence }) => isStatement(sentence))?.sentence ?? null;
}

/** Plain counts of what the rules found, then the last statement as a quote; "" when there is neither. */
export function conclusionOf(
  last: Sentence | null,
  counts: { readonly decisions: number; readonly followUps: number },
): string {
  const found = [
    counts.decisions > 0 ? counted(counts.decisions, 'decision') : null,
    counts.followUps > 0 ? counted(counts.followUps, 'possible follow-up') : null,
  ].filter((part) => part !== null);
  const sentences = [
    found.length > 0 ? `Heard: ${found.join(' and ')}.` : null,
    last === null ? null : `Last statement: ${quoteOf(last)}`,
  ];
  return sentences.filter((part) => part !== null).join(' ');
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
