import { describe, expect, it } from 'vitest';
import { canonicalModel, type ItemLabel, learnSeatWeights, tierBy } from '../../../src/minutes/council/index.ts';

/** A small random source with a seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One seat that knows, four that guess. */
function labels(count: number): readonly ItemLabel[] {
  const random = randomFrom(7);
  return Array.from({ length: count }, () => {
    const isRight = random() < 0.5;
    const knows = random() < 0.95 ? isRight : !isRight;
    const guesses = ['b', 'c', 'd', 'e'].filter(() => random() < 0.5);
    return { seats: [...(knows ? ['a'] : []), ...guesses], isFound: random() < 0.5, isRight };
  });
}

describe('weights of seats', () => {
  it('are not learnt from fewer than sixty labels, or from labels of one kind', () => {
    expect(learnSeatWeights(labels(59))).toBeNull();
    expect(learnSeatWeights(labels(200).filter(({ isRight }) => isRight))).toBeNull();
  });

  it('trust the seat that knows and not those that guess', () => {
    const weights = learnSeatWeights(labels(150));
    const ballot = (...seats: string[]) => tierBy({ seats, of: 5, isFound: false, basis: null }, weights);
    expect(weights?.labels).toBe(150);
    expect(weights?.seats['a']).toBeGreaterThan(
      2 * Math.max(...['b', 'c', 'd', 'e'].map((seat) => weights?.seats[seat] ?? 0)),
    );
    expect(ballot('a')).toBe('confirmed');
    expect(ballot('b', 'c')).not.toBe('confirmed');
  });

  it('do not depend on the order of the labels', () => {
    const list = labels(100);
    expect(learnSeatWeights([...list].reverse())).toEqual(learnSeatWeights(list));
  });

  it('decide better than the fixed rule where one seat is far better', () => {
    const weights = learnSeatWeights(labels(150));
    const test = labels(600).slice(150);
    const right = (model: typeof weights) =>
      test.filter(
        ({ seats, isFound, isRight }) =>
          (tierBy({ seats, of: 5, isFound, basis: null }, model) === 'confirmed') === isRight,
      ).length;
    expect(right(weights)).toBeGreaterThan(right(null) + 90);
  });
});

describe('a model behind its names', () => {
  it.each([
    ['openai/gpt-4o-mini', 'gpt-4o-mini-2024-07-18'],
    ['anthropic/claude-haiku-4.5', 'claude-haiku-4-5-20251001'],
    ['meta-llama/llama-3.3-70b-instruct:free', 'llama-3.3-70b-versatile'],
    ['openai/gpt-oss-120b', 'gpt-oss-120b'],
  ])('is the same for %s and %s', (a, b) => {
    expect(canonicalModel(a)).toBe(canonicalModel(b));
  });

  it.each([
    ['gpt-4o', 'gpt-4o-mini'],
    ['openai/gpt-oss-120b', 'openai/gpt-oss-20b'],
    ['llama3.1:8b', 'llama3.1:70b'],
    ['google/gemini-2.5-flash', 'google/gemini-2.5-flash-lite'],
  ])('is another for %s and %s', (a, b) => {
    expect(canonicalModel(a)).not.toBe(canonicalModel(b));
  });
});
