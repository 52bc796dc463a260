import type { Chapter } from '../../domain/minutes.ts';
import type { Sentence } from './sentence.ts';

const CHAPTER_MS = 10 * 60_000;
/** The cut is made at the longest pause this far around the aimed time. */
const SEARCH_MS = 2.5 * 60_000;
const TITLE_WORDS = 3;
/** A word must be used in this many sentences of a chapter to name it. */
const MIN_USES = 3;

/**
 * Parts of about ten minutes, cut at pauses and named by the words that are special to them. Meetings under a quarter of an hour
 * have none: without a model that understands topics, finer parts would be guesses.
 */
export function chaptersOf(sentences: readonly Sentence[]): readonly Chapter[] {
  const lengthMs = (sentences.at(-1)?.endMs ?? 0) - (sentences[0]?.startMs ?? 0);
  const count = Math.round(lengthMs / CHAPTER_MS);
  if (count < 2) return [];
  const parts = partsOf(sentences, count);
  const uses = usesOf(sentences);
  return parts.map((part, index) => ({
    title: titleOf(part, uses, index + 1),
    startMs: part[0]?.startMs ?? 0,
    endMs: parts[index + 1]?.[0]?.startMs ?? sentences.at(-1)?.endMs ?? 0,
    mood: null,
  }));
}

function partsOf(sentences: readonly Sentence[], count: number): readonly (readonly Sentence[])[] {
  const startMs = sentences[0]?.startMs ?? 0;
  const stepMs = ((sentences.at(-1)?.endMs ?? 0) - startMs) / count;
  const cuts = Array.from({ length: count - 1 }, (_, index) => cutNear(sentences, startMs + (index + 1) * stepMs));
  const edges = [...new Set([0, ...cuts, sentences.length])].toSorted((a, b) => a - b);
  return edges.slice(1).map((end, index) => sentences.slice(edges[index], end));
}

function cutNear(sentences: readonly Sentence[], aimMs: number): number {
  let cut = 0;
  let longestMs = Number.NEGATIVE_INFINITY;
  for (const [index, { startMs }] of sentences.entries()) {
    if (index === 0 || Math.abs(startMs - aimMs) > SEARCH_MS) continue;
    const pauseMs = startMs - (sentences[index - 1]?.endMs ?? startMs);
    if (pauseMs <= longestMs) continue;
    cut = index;
    longestMs = pauseMs;
  }
  return cut;
}

function usesOf(sentences: readonly Sentence[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const { contentWords } of sentences) {
    for (const word of contentWords) uses.set(word, (uses.get(word) ?? 0) + 1);
  }
  return uses;
}

function titleOf(part: readonly Sentence[], usesInMeeting: ReadonlyMap<string, number>, number: number): string {
  const special = [...usesOf(part)]
    .filter(([word, uses]) => uses >= MIN_USES && /^(?:\p{L}{4,30}|\p{Script=Han}{2,10})$/u.test(word))
    .map(([word, uses]) => ({ word, weight: (uses * uses) / (usesInMeeting.get(word) ?? uses) }))
    .toSorted((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
    .slice(0, TITLE_WORDS)
    .map(({ word }) => word);
  return special.length === 0 ? `Part ${number}` : special.join(', ');
}
