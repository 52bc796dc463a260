import type { SpokenWord } from './spoken-word.ts';

/** Cost of a word that only one side has; of one that both have, but not quite the same. */
const ONLY_ONE = 1;
const ALIKE = 0.5;
/** So much of the longer one's beginning two forms of a word share: "see" and "sea". */
const SHARED_PART = 0.5;

interface Match {
  /** Words said before that come up to here, and words heard again that do. */
  readonly said: number;
  readonly heard: number;
}

/**
 * Words that stand in a caption already and are heard a second time, because the stream that gave them broke. Of what is heard again it leaves what
 * goes beyond them; where nothing fits, everything: rather a word twice than a word lost.
 */
export class SaidWords {
  #words: readonly SpokenWord[] = [];
  #untilSample = 0;

  /** @param untilSample End of the sound in which they were said. */
  expect(words: readonly SpokenWord[], untilSample: number): void {
    this.#words = words;
    this.#untilSample = untilSample;
  }

  /** What is new in the next words that are heard. */
  newOf(heard: readonly SpokenWord[]): readonly SpokenWord[] {
    if (this.#words.length === 0 || heard.length === 0) return heard;
    const match = bestMatch(this.#words, heard);
    this.#words = this.#words.slice(match.said);
    return heard.slice(match.heard);
  }

  /** Sound up to here was heard again. */
  passed(sample: number): void {
    if (sample >= this.#untilSample) this.#words = [];
  }
}

/**
 * How far the beginnings of both are the same words: the cheapest alignment that ends with a word of both. What was said beyond it may still be heard
 * again as long as everything heard so far is part of it; else it is a word that the second hearing does not have.
 */
function bestMatch(said: readonly SpokenWord[], heard: readonly SpokenWord[]): Match {
  let best: Match & { readonly cost: number } = { said: 0, heard: 0, cost: said.length * ONLY_ONE };
  let above = [0, ...heard.map((_, index) => (index + 1) * ONLY_ONE)];
  for (const [row, word] of said.entries()) {
    const costs = [(row + 1) * ONLY_ONE];
    for (const [column, other] of heard.entries()) {
      const both = (above[column] ?? 0) + costOf(word, other);
      const isAll = column === heard.length - 1;
      const cost = both + (isAll ? 0 : (said.length - row - 1) * ONLY_ONE);
      if (cost < best.cost) best = { said: row + 1, heard: column + 1, cost };
      costs.push(
        Math.min(both, (above[column + 1] ?? Number.POSITIVE_INFINITY) + ONLY_ONE, (costs[column] ?? 0) + ONLY_ONE),
      );
    }
    above = costs;
  }
  return best;
}

/** Infinite for two different words: then each is a word that only one side has. */
function costOf(said: SpokenWord, heard: SpokenWord): number {
  const [left, right] = [lettersOf(said), lettersOf(heard)];
  if (left === right) return 0;
  const longest = Math.max(left.length, right.length);
  let shared = 0;
  while (shared < longest && left[shared] === right[shared]) shared++;
  return shared >= longest * SHARED_PART ? ALIKE : Number.POSITIVE_INFINITY;
}

const lettersOf = ({ text }: SpokenWord): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
