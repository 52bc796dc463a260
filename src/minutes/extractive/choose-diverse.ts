import type { RankedSentence } from './rank-sentences.ts';
import type { Sentence } from './sentence.ts';
import { overlapOf } from './words.ts';

/** How much a sentence loses for what is already said, 0..1. */
const REDUNDANCY_WEIGHT = 0.6;
/** A speaker may be quoted again after this long without a change of turn, as in a lecture. */
const TURN_SLICE_MS = 60_000;

/** What may still be chosen, with its likeness to what is chosen already. */
interface Candidate extends RankedSentence {
  likeness: number;
}

/**
 * Chooses sentences that are central and unlike each other (maximal marginal relevance), at most one a turn, until the words
 * or the count run out. In order of time.
 */
export function chooseDiverse(
  ranked: readonly RankedSentence[],
  limit: { readonly words: number; readonly sentences: number },
): readonly Sentence[] {
  let candidates: Candidate[] = ranked.map((entry) => ({ ...entry, likeness: 0 }));
  const chosen: Sentence[] = [];
  let words = 0;
  while (words < limit.words && chosen.length < limit.sentences) {
    const best = bestOf(candidates);
    if (best === null) break;
    chosen.push(best.sentence);
    words += best.sentence.wordCount;
    candidates = candidates.filter(({ sentence }) => sliceOf(sentence) !== sliceOf(best.sentence));
    for (const candidate of candidates) {
      const likeness = overlapOf(candidate.sentence.contentWords, best.sentence.contentWords);
      candidate.likeness = Math.max(candidate.likeness, likeness);
    }
  }
  return chosen.toSorted((a, b) => a.index - b.index);
}

function bestOf(candidates: readonly Candidate[]): Candidate | null {
  let best: Candidate | null = null;
  let bestValue = 0;
  for (const candidate of candidates) {
    const value = candidate.score * (1 - REDUNDANCY_WEIGHT * candidate.likeness);
    if (best !== null && value <= bestValue) continue;
    best = candidate;
    bestValue = value;
  }
  return best;
}

const sliceOf = ({ turn, startMs }: Sentence): string => `${turn}/${Math.floor(startMs / TURN_SLICE_MS)}`;
