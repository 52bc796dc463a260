import type { TranscriptIndex } from './transcript-index.ts';
import { contentStems, isHeard, quantitiesOf } from './words/index.ts';

/** What the cited moments say about a claim. It is a filter against lazy invention, not a proof. */
export interface Evidence {
  /** Places in the transcript, within SPREAD of each other. */
  readonly positions: readonly number[];
  /** Part of the claim's words, by rarity, that was said around them, 0..1; what was flagged counts as not said. */
  readonly cover: number;
  readonly isFound: boolean;
  /** Numbers of the claim that nobody said there. */
  readonly strayNumbers: readonly string[];
  readonly doubt: 'injection-suspect' | 'stated-for-the-record' | null;
}

/** What evidence is weighed against. */
export interface GateRules {
  readonly index: TranscriptIndex;
  /** Utterances that try to give orders to a model: id -> reason. */
  readonly flagged: ReadonlyMap<string, string>;
  /** Language of the claims. */
  readonly language: string | null;
}

// Measured on 232 QMSum meetings: .20 keeps 90 % of true citations and rejects 92-96 % of random ones (research/minutes.md 0.8).
const FOUND_COVER = 0.2;
/** Moments of one claim lie within this many utterances. */
const SPREAD = 24;
const COVER_REACH = 1;
const NUMBER_REACH = 2;
/** A flagged passage that holds this much of a claim is where the claim comes from. */
const FLAGGED_COVER = 0.4;

/** Null when none of the cited ids exists. */
export function weighEvidence(text: string, ids: readonly string[], rules: GateRules): Evidence | null {
  const { index, flagged } = rules;
  const positions = densest(index.positionsOf(ids));
  if (positions.length === 0) return null;
  const stems = contentStems(text);
  const isFlagged = (position: number): boolean => flagged.has(index.utterances[position]?.id ?? '');
  const clean = index.around(positions, COVER_REACH).filter((position) => !isFlagged(position));
  const cover = coverOf(stems, clean, index);
  const strayNumbers = strayNumbersOf(text, index.around(positions, NUMBER_REACH), rules);
  const isFound = isOtherLanguage(positions, rules) ? strayNumbers.length === 0 : cover >= FOUND_COVER;
  const doubt = doubtOf({ stems, positions, cover }, rules);
  return { positions, cover, isFound: isFound && doubt === null, strayNumbers, doubt };
}

/** The stretch of at most SPREAD utterances with the most cited moments; moments far from it belong to something else. */
function densest(positions: readonly number[]): readonly number[] {
  let best: readonly number[] = [];
  for (const [at, first] of positions.entries()) {
    const stretch = positions.slice(at).filter((position) => position - first <= SPREAD);
    if (stretch.length > best.length) best = stretch;
  }
  return best;
}

/** The part of the stems, by rarity, that is said at the places, 0..1. */
function coverOf(stems: ReadonlySet<string>, places: readonly number[], index: TranscriptIndex): number {
  let whole = 0;
  let said = 0;
  for (const stem of stems) {
    const weight = index.rarity(stem);
    whole += weight;
    if (places.some((place) => index.stemsAt(place).has(stem))) said += weight;
  }
  return whole === 0 ? 0 : said / whole;
}

function strayNumbersOf(text: string, places: readonly number[], { index, language }: GateRules): readonly string[] {
  return quantitiesOf(text, language)
    .filter((quantity) => !places.some((place) => isHeard(quantity, index.numbersAt(place))))
    .map((quantity) => quantity.text);
}

/** Words can't be compared across languages; then ids and numbers have to do. */
function isOtherLanguage(positions: readonly number[], { index, language }: GateRules): boolean {
  const spoken = index.utterances[positions[0] ?? 0]?.language ?? index.language;
  return (
    language !== null && spoken !== null && language.slice(0, 2).toLowerCase() !== spoken.slice(0, 2).toLowerCase()
  );
}

interface Found {
  readonly stems: ReadonlySet<string>;
  readonly positions: readonly number[];
  readonly cover: number;
}

/** Whether a claim rests on flagged words: it cites nothing else, or it is told there far better than in what it cites. */
function doubtOf({ stems, positions, cover }: Found, { index, flagged }: GateRules): Evidence['doubt'] {
  if (flagged.size === 0) return null;
  const reasons = positions.map((position) => flagged.get(index.utterances[position]?.id ?? ''));
  if (reasons.every((reason) => reason !== undefined)) return doubtFor(reasons);
  const places = index.positionsOf([...flagged.keys()]);
  const sources = places.filter((place) => coverOf(stems, [place], index) >= Math.max(FLAGGED_COVER, 2 * cover));
  if (sources.length === 0) return null;
  return doubtFor(sources.map((place) => flagged.get(index.utterances[place]?.id ?? '')));
}

/** The reason of an utterance that asks for something to be written down, as people in meetings do. */
const FOR_THE_RECORD = 'stated-for-the-record';

/** "Note taker, record that …" is an honest request as often as an attack, so it is told for what it is. */
const doubtFor = (reasons: readonly (string | undefined)[]): NonNullable<Evidence['doubt']> =>
  reasons.every((reason) => reason === FOR_THE_RECORD) ? FOR_THE_RECORD : 'injection-suspect';
