import { splitSentences } from '../extractive/index.ts';
import type { TranscriptIndex } from './transcript-index.ts';
import { contentStems, isHedged, isSettled } from './words/index.ts';

/** Sentences that hold half of what the best one holds are what the claim is about. */
const ABOUT_SHARE = 0.5;
const ABOUT_COVER = 0.1;
/** A proposal is settled at once or not at all: within this many utterances. */
const SETTLED_WITHIN = 2;

interface Spoken {
  readonly text: string;
  readonly cover: number;
}

/**
 * Whether the cited words only say that something could be: all sentences that the claim rests on are hedged, and nobody settled
 * it there or right after. A "could" never becomes a "will".
 */
export function isTentative(stems: ReadonlySet<string>, positions: readonly number[], index: TranscriptIndex): boolean {
  const spoken = positions.flatMap((position) => sentencesAt(position, stems, index));
  const best = Math.max(0, ...spoken.map(({ cover }) => cover));
  const about = best < ABOUT_COVER ? spoken : spoken.filter(({ cover }) => cover >= best * ABOUT_SHARE);
  if (about.length === 0 || !about.every(({ text }) => isHedged(text))) return false;
  const last = positions.at(-1) ?? 0;
  const after = Array.from({ length: SETTLED_WITHIN }, (_, step) => last + step + 1);
  return ![...positions, ...after].flatMap((place) => textsAt(place, index)).some(isSettled);
}

function sentencesAt(position: number, stems: ReadonlySet<string>, index: TranscriptIndex): readonly Spoken[] {
  return textsAt(position, index).map((text) => ({ text, cover: coverIn(stems, contentStems(text), index) }));
}

function textsAt(position: number, index: TranscriptIndex): readonly string[] {
  const text = index.textAt(position);
  return splitSentences(text).map(({ start, end }) => text.slice(start, end));
}

function coverIn(stems: ReadonlySet<string>, said: ReadonlySet<string>, index: TranscriptIndex): number {
  let whole = 0;
  let common = 0;
  for (const stem of stems) {
    const weight = index.rarity(stem);
    whole += weight;
    if (said.has(stem)) common += weight;
  }
  return whole === 0 ? 0 : common / whole;
}
