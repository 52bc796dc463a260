import { bestAssignment } from './assignment.ts';

/** What is compared: words and the moments they rest on. */
export interface ScoredItem {
  readonly text: string;
  readonly evidence: readonly string[];
}

export interface Score {
  readonly found: number;
  readonly given: number;
  readonly gold: number;
}

/** A pair below this is no match: another task at another moment has .1 to .3, a paraphrase of the same .5 and more. */
const SAME = 0.4;
const TEXT_WEIGHT = 0.75;

/** Index of the gold item that each item is, or null: the best pairs, one for one. */
export function matchesOf(items: readonly ScoredItem[], gold: readonly ScoredItem[]): readonly (number | null)[] {
  const wanted = gold.map(featuresOf);
  const scores = items.map((item) => {
    const features = featuresOf(item);
    return wanted.map((other) => {
      const likeness = likenessOf(features, other);
      return likeness < SAME ? 0 : likeness;
    });
  });
  return bestAssignment(scores).map((column, row) => ((scores[row]?.[column] ?? 0) > 0 ? column : null));
}

export function scoreOf(items: readonly ScoredItem[], gold: readonly ScoredItem[]): Score {
  const found = matchesOf(items, gold).filter((match) => match !== null).length;
  return { found, given: items.length, gold: gold.length };
}

/** F1 over all scores together. */
export function f1Of(scores: readonly Score[]): number {
  const sum = (key: keyof Score): number => scores.reduce((total, score) => total + score[key], 0);
  const all = sum('given') + sum('gold');
  return all === 0 ? 1 : (2 * sum('found')) / all;
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

interface Features {
  readonly grams: ReadonlySet<string>;
  readonly moments: ReadonlySet<number>;
}

function featuresOf({ text, evidence }: ScoredItem): Features {
  const plain = ` ${text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
  const grams = new Set<string>();
  for (let at = 0; at + 3 <= plain.length; at += 1) grams.add(plain.slice(at, at + 3));
  return { grams, moments: new Set(evidence.map((id) => Number(id.slice(1)))) };
}

function likenessOf(a: Features, b: Features): number {
  const near = [...a.moments].some((moment) => [-1, 0, 1].some((step) => b.moments.has(moment + step)));
  return TEXT_WEIGHT * dice(a.grams, b.grams) + (near ? 1 - TEXT_WEIGHT : 0);
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((gram) => b.has(gram)).length;
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}
