import { chooseDiverse } from './choose-diverse.ts';
import { isStatement, type RankedSentence } from './rank-sentences.ts';
import type { Sentence } from './sentence.ts';

const PARTS = 5;
/** Below this a meeting is told by its summary alone. */
const MIN_QUOTABLE = 10;

/** The most central statement of each fifth of the meeting, so that no part is forgotten; nothing that is told elsewhere. */
export function chooseKeyPoints(ranked: readonly RankedSentence[], told: ReadonlySet<number>): readonly Sentence[] {
  if (ranked.length < MIN_QUOTABLE) return [];
  const free = ranked.filter(({ sentence }) => !told.has(sentence.index) && isStatement(sentence));
  const size = Math.ceil(free.length / PARTS);
  const parts = Array.from({ length: PARTS }, (_, part) => free.slice(part * size, (part + 1) * size));
  return parts.flatMap((part) => chooseDiverse(part, { words: Number.POSITIVE_INFINITY, sentences: 1 }));
}
