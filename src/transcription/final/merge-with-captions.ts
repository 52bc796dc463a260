import type { Caption } from '../../domain/caption.ts';
import { divideAlongCaptions } from './divide-along-captions.ts';
import { normalWords } from './normal-words.ts';
import type { PlacedUtterance } from './placed-utterance.ts';

type Numbered = PlacedUtterance & { readonly id: string };

interface Pair {
  readonly caption: Caption;
  readonly utterance: number;
  readonly overlapMs: number;
}

/**
 * Gives utterances, in order of time, their ids. One that says the same words as a live caption of its track, at the same time, keeps the caption's
 * id, so that what points there still points at the same words; all others get numbers that no caption had. Without captions: s1, s2, …
 */
export function mergeWithCaptions(
  captions: readonly Caption[],
  utterances: readonly PlacedUtterance[],
): readonly Numbered[] {
  const byTrack = Map.groupBy(captions.toSorted(byTime), (caption) => caption.trackId);
  const divided = utterances
    .flatMap((utterance) => divideAlongCaptions(utterance, byTrack.get(utterance.trackId) ?? []))
    .toSorted((a, b) => a.startMs - b.startMs);
  const kept = keptIds(divided, byTrack);
  let next = 1 + Math.max(0, ...captions.map(({ id }) => numberOf(id)));
  return divided.map((utterance, index) => ({ ...utterance, id: kept.get(index) ?? `s${next++}` }));
}

const byTime = (a: Caption, b: Caption): number => a.startMs - b.startMs || a.endMs - b.endMs;

/** "s12" -> 12; 0 for an id of another kind, which no number can collide with. */
const numberOf = (id: string): number => Number(/^s(\d{1,15})$/.exec(id)?.[1] ?? 0);

/** One caption, one utterance; those that share most time come first. */
function keptIds(
  utterances: readonly PlacedUtterance[],
  byTrack: ReadonlyMap<string, readonly Caption[]>,
): ReadonlyMap<number, string> {
  const pairs = utterances
    .flatMap((utterance, index) => pairsOf(utterance, index, byTrack.get(utterance.trackId) ?? []))
    .sort((a, b) => b.overlapMs - a.overlapMs || a.utterance - b.utterance || byTime(a.caption, b.caption));
  const kept = new Map<number, string>();
  const taken = new Set<string>();
  for (const { caption, utterance } of pairs) {
    if (taken.has(caption.id) || kept.has(utterance)) continue;
    taken.add(caption.id);
    kept.set(utterance, caption.id);
  }
  return kept;
}

function pairsOf(utterance: PlacedUtterance, index: number, captions: readonly Caption[]): Pair[] {
  const words = normalWords(utterance.text);
  return captions.flatMap((caption) => {
    const overlapMs = Math.min(caption.endMs, utterance.endMs) - Math.max(caption.startMs, utterance.startMs);
    return overlapMs > 0 && normalWords(caption.text) === words ? [{ caption, utterance: index, overlapMs }] : [];
  });
}
