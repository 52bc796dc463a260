import type { Caption } from '../../domain/caption.ts';
import { divideAlongCaptions } from './divide-along-captions.ts';
import { NewIds } from './new-ids.ts';
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
 * id, so that what points there still points at the same words; all others get numbers that no caption had. What is said later changes no id of what
 * was said before. Without captions: s1, s2, …
 */
export function mergeWithCaptions(
  captions: readonly Caption[],
  utterances: readonly PlacedUtterance[],
): readonly Numbered[] {
  const inOrder = captions.toSorted(byTime);
  const byTrack = Map.groupBy(inOrder, (caption) => caption.trackId);
  const divided = utterances
    .flatMap((utterance) => divideAlongCaptions(utterance, byTrack.get(utterance.trackId) ?? []))
    .toSorted((a, b) => a.startMs - b.startMs);
  const kept = keptIds(divided, byTrack);
  const ids = new NewIds(inOrder);
  return divided.map((utterance, index) => ({ ...utterance, id: kept.get(index) ?? ids.next(utterance) }));
}

const byTime = (a: Caption, b: Caption): number => a.startMs - b.startMs || a.endMs - b.endMs;

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
