import type { Statement } from './statement.ts';
import type { TranscriptIndex } from './transcript-index.ts';
import { isSameQuantity } from './words/index.ts';

// Tokens carry most, trigrams see through spelling (research/minutes.md 2.5). Measured on 15 QMSum meetings with five simulated
// seats: clusters are pure to .99, 1.1 of them a true item, and items with two votes have an F1 of .88 against .75 of one seat.
const JACCARD_WEIGHT = 0.5;
const CONTAINMENT_WEIGHT = 0.15;
const DICE_WEIGHT = 0.35;
const LIKE = 0.34;
/** The same owner of the same moment: less likeness of words is enough. */
const LIKE_OF_ONE_OWNER = 0.3;
/** Two seats that each have one task of this owner at this very moment mean the same task. */
const LIKE_OF_ONE_MOMENT = 0.24;
/** Moments further apart than this are other matters, unless more of the words are the same: a recap, or a seat that cites badly. */
const FAR_UTTERANCES = 20;
const LIKE_FAR_APART = 0.42;

/** How alike two statements are in words, 0..1. */
export const likenessOf = (a: Statement, b: Statement, index: TranscriptIndex): number =>
  likenessFrom(a, b, 0, index) ?? 0;

/** The likeness where it reaches `needed`, else null; most pairs share no word, and for them the trigrams need no look. */
export function likenessFrom(a: Statement, b: Statement, needed: number, index: TranscriptIndex): number | null {
  const ofWords = likenessOfWords(a, b, index);
  const [size, other] = [a.trigrams.size, b.trigrams.size];
  const mostDice = size + other === 0 ? 0 : (2 * Math.min(size, other)) / (size + other);
  if (ofWords + DICE_WEIGHT * mostDice < needed) return null;
  const likeness = ofWords + DICE_WEIGHT * diceOf(a.trigrams, b.trigrams);
  return likeness >= needed ? likeness : null;
}

function likenessOfWords(a: Statement, b: Statement, index: TranscriptIndex): number {
  let common = 0;
  for (const stem of a.stems) if (b.stems.has(stem)) common += index.rarity(stem);
  if (common === 0) return 0;
  const union = a.weight + b.weight - common;
  return (JACCARD_WEIGHT * common) / union + (CONTAINMENT_WEIGHT * common) / Math.min(a.weight, b.weight);
}

function diceOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const size = a.size + b.size;
  return size === 0 ? 0 : (2 * a.intersection(b).size) / size;
}

/** The gap between the moments of two statements in utterances; 0 when they overlap. */
export function gapOf({ evidence: { positions: a } }: Statement, { evidence: { positions: b } }: Statement): number {
  return Math.max(0, (a[0] ?? 0) - (b.at(-1) ?? 0), (b[0] ?? 0) - (a.at(-1) ?? 0));
}

/** What a pair must reach to be one item; null when it can't be one. `isOnlyPair`: see LIKE_OF_ONE_MOMENT. */
export function neededLikeness(a: Statement, b: Statement, isOnlyPair: boolean): number | null {
  const gap = gapOf(a, b);
  const isOneOwner = a.owner !== null && a.owner.name === b.owner?.name;
  const isOtherOwner = a.owner !== null && b.owner !== null && !isOneOwner;
  if (gap > FAR_UTTERANCES) return isOtherOwner ? null : LIKE_FAR_APART;
  if (isOneOwner && isOnlyPair) return LIKE_OF_ONE_MOMENT;
  return isOneOwner && gap <= 2 ? LIKE_OF_ONE_OWNER : LIKE;
}

/** One says what the other denies. */
export const isOpposite = (a: Statement, b: Statement): boolean => a.isNegated !== b.isNegated;

/** Both name numbers, and each names one that the other does not. Leaving a number out contradicts nobody. */
export function hasOtherNumbers(a: Statement, b: Statement): boolean {
  const lacks = (one: Statement, other: Statement): boolean =>
    one.quantities.some((quantity) => !other.quantities.some((known) => isSameQuantity(quantity, known)));
  return lacks(a, b) && lacks(b, a);
}
