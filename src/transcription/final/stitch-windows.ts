import { msOfSamples } from '../../domain/audio.ts';
import type { ChunkResult } from '../../domain/chunk-result.ts';
import type { Segment, Word } from '../../domain/segment.ts';
import { CUT_OVERLAP_MS } from '../../domain/speech-window.ts';
import { normalWords } from './normal-words.ts';
import { partOf, wordsOf } from './segment-words.ts';

/** Whisper times a word by its tokens: about so exact (research: ±0.2 s). */
const TIME_TOLERANCE_MS = 250;

/** A word and where it stands. */
interface PlacedWord {
  readonly word: Word;
  readonly segment: number;
  readonly index: number;
}

type WindowText = Pick<ChunkResult, 'trackId' | 'startSample' | 'segments'>;

/**
 * The segments of all windows, in order of track and time. Where talk without a pause was cut, both windows heard the words around the cut: each is
 * kept once. `windows` are in order of track, then time.
 */
export function stitchWindows(windows: readonly WindowText[]): readonly Segment[] {
  const kept: (readonly Segment[])[] = [];
  let before: WindowText | null = null;
  for (const window of windows) {
    const earlier = kept.at(-1) ?? [];
    const startMs = msOfSamples(window.startSample);
    const isCut = before?.trackId === window.trackId && earlier.some(({ endMs }) => endMs > startMs);
    if (isCut) kept.splice(-1, 1, ...stitched(earlier, window.segments, startMs));
    else kept.push(window.segments);
    before = window;
  }
  return kept.flat();
}

/** Both sides, each up to the place where the one hands over to the other. `overlapMs` is when the second window begins. */
function stitched(earlier: readonly Segment[], later: readonly Segment[], overlapMs: number): (readonly Segment[])[] {
  const left = placedWords(earlier);
  const right = placedWords(later);
  const join = joinByWords(left, right, overlapMs) ?? joinByTime(left, right, overlapMs + CUT_OVERLAP_MS / 2);
  return [until(earlier, left[join.left]), from(later, right[join.right])];
}

/** The first word that is left out of the earlier window, and the first that is taken from the later one. */
interface Join {
  readonly left: number;
  readonly right: number;
}

/** Behind the run of words that both heard in the overlap, the longer and the closer in time the better. Null when they agree on none. */
function joinByWords(left: readonly PlacedWord[], right: readonly PlacedWord[], overlapMs: number): Join | null {
  const firstLeft = left.findIndex(({ word }) => word.endMs > overlapMs - TIME_TOLERANCE_MS);
  const overlapEndMs = overlapMs + CUT_OVERLAP_MS + TIME_TOLERANCE_MS;
  let best: Join | null = null;
  let bestScore = 0;
  for (let i = Math.max(firstLeft, 0); i < left.length; i++) {
    for (let j = 0; (right[j]?.word.startMs ?? Number.POSITIVE_INFINITY) < overlapEndMs; j++) {
      const { length, score } = runAt(left, right, i, j);
      if (score > bestScore) best = { left: i + length, right: j + length };
      bestScore = Math.max(bestScore, score);
    }
  }
  return best;
}

/** Words that are the same on both sides from here on; each counts up to 1, less for a distance in time. */
function runAt(left: readonly PlacedWord[], right: readonly PlacedWord[], i: number, j: number) {
  let length = 0;
  let score = 0;
  for (let gain = likeness(left[i], right[j]); gain > 0; gain = likeness(left[i + length], right[j + length])) {
    length++;
    score += gain;
  }
  return { length, score };
}

function likeness(one: PlacedWord | undefined, other: PlacedWord | undefined): number {
  if (!one || !other) return 0;
  const words = normalWords(one.word.text);
  if (words === '' || words !== normalWords(other.word.text)) return 0;
  return 1 - Math.abs(middleOf(one.word) - middleOf(other.word)) / (2 * TIME_TOLERANCE_MS);
}

/** At the end of the last word whose middle lies before the cut; the same word of the other window lies before that too. */
function joinByTime(left: readonly PlacedWord[], right: readonly PlacedWord[], cutMs: number): Join {
  const kept = left.findLastIndex(({ word }) => middleOf(word) < cutMs);
  const endMs = Math.min(left[kept]?.word.endMs ?? cutMs, cutMs + CUT_OVERLAP_MS / 2);
  const next = right.findIndex(({ word }) => middleOf(word) >= endMs);
  return { left: kept + 1, right: next < 0 ? right.length : next };
}

const middleOf = (word: Word): number => (word.startMs + word.endMs) / 2;

const placedWords = (segments: readonly Segment[]): readonly PlacedWord[] =>
  segments.flatMap((segment, index) => wordsOf(segment).map((word, at) => ({ word, segment: index, index: at })));

/** Everything before the word; all of it when there is none. */
function until(segments: readonly Segment[], end: PlacedWord | undefined): readonly Segment[] {
  if (!end) return segments;
  const cut = segments[end.segment];
  const last = cut ? partOf(cut, 0, end.index) : null;
  return [...segments.slice(0, end.segment), ...(last && end.index > 0 ? [last] : [])];
}

/** The word and everything behind it; nothing when there is none. */
function from(segments: readonly Segment[], start: PlacedWord | undefined): readonly Segment[] {
  if (!start) return [];
  const cut = segments[start.segment];
  const first = cut ? partOf(cut, start.index, Number.POSITIVE_INFINITY) : null;
  return [...(first ? [first] : []), ...segments.slice(start.segment + 1)];
}
