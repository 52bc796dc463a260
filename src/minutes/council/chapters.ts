import type { Chapter, ChapterMood } from '../../domain/minutes.ts';
import type { Utterance } from '../../domain/transcript.ts';
import { compareText } from './statement.ts';
import type { TranscriptIndex } from './transcript-index.ts';
import { tallyOf } from './vote-fields.ts';
import type { Voice } from './voters.ts';
import { contentStems } from './words/index.ts';

/** Two models mean the same boundary within this time. */
const SAME_BOUNDARY_MS = 20_000;
/** A part that is shorter is no chapter. */
const SHORTEST_MS = 30_000;

/** What chapters are agreed by. */
export interface ChapterRules {
  readonly index: TranscriptIndex;
  /** Models that answered. */
  readonly of: number;
  /** Tells the mood of what was said; null where sentiment was not asked for. */
  readonly moodOf: ((utterances: readonly Utterance[]) => ChapterMood | null) | null;
}

interface Boundary {
  readonly voter: number;
  readonly atMs: number;
  readonly title: string;
}

/** Chapters whose beginnings at least half of the models set at the same place; none when they agree on no boundary. */
export function agreedChapters(voices: readonly Voice[], rules: ChapterRules): readonly Chapter[] {
  const { utterances } = rules.index;
  const startMs = utterances[0]?.startMs ?? 0;
  const endMs = utterances.reduce((latest, utterance) => Math.max(latest, utterance.endMs), startMs);
  const boundaries = voices.flatMap((voice) => boundariesOf(voice, rules.index));
  const agreed = agreedBoundaries(boundaries, rules.of).filter(
    ({ atMs }) => atMs - startMs >= SHORTEST_MS && endMs - atMs >= SHORTEST_MS,
  );
  if (agreed.length === 0) return [];
  const opening = boundaries.filter(({ atMs }) => atMs - startMs < SHORTEST_MS);
  const starts = [{ atMs: startMs, titles: opening.map(({ title }) => title) }, ...agreed];
  return starts.map(({ atMs, titles }, at) => {
    const end = starts[at + 1]?.atMs ?? endMs;
    const said = utterances.filter((utterance) => utterance.startMs >= atMs && utterance.startMs < end);
    return { title: medoidTitle(titles), startMs: atMs, endMs: end, mood: rules.moodOf?.(said) ?? null };
  });
}

function boundariesOf({ voter, draft }: Voice, index: TranscriptIndex): readonly Boundary[] {
  return draft.draft.chapters.flatMap(({ title, first }) => {
    const [place] = index.positionsOf([first]);
    const utterance = place === undefined ? undefined : index.utterances[place];
    return utterance === undefined ? [] : [{ voter, atMs: utterance.startMs, title }];
  });
}

interface Start {
  readonly atMs: number;
  readonly titles: readonly string[];
}

/** The places that most models agree on, taken before those around them. */
function agreedBoundaries(boundaries: readonly Boundary[], of: number): readonly Start[] {
  const needed = Math.max(1, Math.ceil(of / 2));
  let left = [...boundaries];
  const starts: Start[] = [];
  for (;;) {
    const best = bestPlace(left);
    if (best === null || best.voters < needed) return starts.sort((a, b) => a.atMs - b.atMs);
    starts.push({ atMs: best.atMs, titles: best.near.map(({ title }) => title) });
    left = left.filter(
      (boundary) => !best.near.includes(boundary) && Math.abs(boundary.atMs - best.atMs) > SHORTEST_MS,
    );
  }
}

interface Place {
  readonly atMs: number;
  readonly near: readonly Boundary[];
  readonly voters: number;
}

function bestPlace(boundaries: readonly Boundary[]): Place | null {
  const places = [...new Set(boundaries.map(({ atMs }) => atMs))].map((atMs): Place & { readonly exact: number } => {
    const near = boundaries.filter((other) => Math.abs(other.atMs - atMs) <= SAME_BOUNDARY_MS);
    const exact = near.filter((other) => other.atMs === atMs).length;
    return { atMs, near, exact, voters: new Set(near.map(({ voter }) => voter)).size };
  });
  return places.sort((a, b) => b.voters - a.voters || b.exact - a.exact || a.atMs - b.atMs)[0] ?? null;
}

/** The title that shares most words with the others; the most frequent, then the shortest among equals. */
export function medoidTitle(titles: readonly string[]): string {
  const candidates = tallyOf(titles).map(({ value, votes }) => ({ value, votes, stems: contentStems(value) }));
  const shared = ({ stems }: { readonly stems: ReadonlySet<string> }): number =>
    candidates.reduce(
      (sum, other) =>
        sum + (other.votes * stems.intersection(other.stems).size) / Math.max(1, stems.union(other.stems).size),
      0,
    );
  const ranked = candidates.map((candidate) => ({ ...candidate, score: shared(candidate) }));
  ranked.sort((a, b) => b.score - a.score || a.value.length - b.value.length || compareText(a.value, b.value));
  return ranked[0]?.value ?? '';
}
