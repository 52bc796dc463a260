import type { Utterance } from '../../domain/transcript.ts';
import { contentWordsOf, overlapOf } from '../extractive/index.ts';
import { cutOverlong, lineTokens } from './cut-overlong.ts';

/** A stretch of a meeting that fits into one question. */
export interface TranscriptChunk {
  /** Overlap first, then what is new, in the order of the meeting. */
  readonly utterances: readonly Utterance[];
  /** How many of the first utterances the chunk before holds too. */
  readonly overlapCount: number;
  /** Estimate for the lines of all its utterances, never above `maxTokens`. */
  readonly tokens: number;
}

export interface ChunkOptions {
  /** Bound of the transcript's part of a request, 256 or more: 4500 for seats with small limits, 24000 for big contexts. */
  readonly maxTokens: number;
  /** How much of the end of a chunk the next one repeats; two minutes unless told. */
  readonly overlapMs?: number;
}

/** The chunk that comes next, and where the one after it begins. */
export interface NextChunk {
  readonly chunk: TranscriptChunk;
  readonly next: number;
}

const LEAST_MAX_TOKENS = 256;
const DEFAULT_OVERLAP_MS = 120_000;
const MOST_OVERLAP = 0.25;
/** A chunk is at least this full (by what is new in it) before it may be cut. */
const LEAST_FILL = 0.6;
const LONGEST_PAUSE_MS = 10_000;
/** Utterances on each side of a cut that are compared. */
const COMPARED = 8;
const FEWEST_WORDS = 5;
const NOTHING_KNOWN = 0.5;

/** A whole meeting in chunks; one chunk when it fits. Together they hold every utterance. @throws RangeError for a bound below 256 */
export function splitIntoChunks(utterances: readonly Utterance[], options: ChunkOptions): readonly TranscriptChunk[] {
  const chunks: TranscriptChunk[] = [];
  let place = 0;
  for (;;) {
    const found = nextChunk(utterances, place, { ...options, hasEnded: true });
    if (found === null) return chunks;
    chunks.push(found.chunk);
    place = found.next;
  }
}

/**
 * The chunk that begins at a place (0, then `next`), or null when there is none yet. While a meeting runs only chunks come that are full;
 * they are the same that the whole meeting would be split into, so that what was asked in time need not be asked again.
 *
 * @throws RangeError for a bound below 256
 */
export function nextChunk(
  utterances: readonly Utterance[],
  place: number,
  options: ChunkOptions & { readonly hasEnded: boolean },
): NextChunk | null {
  const { maxTokens, overlapMs = DEFAULT_OVERLAP_MS, hasEnded } = options;
  if (!(maxTokens >= LEAST_MAX_TOKENS)) throw new RangeError(`a chunk needs at least ${LEAST_MAX_TOKENS} tokens`);
  const pieces = utterances.flatMap((utterance) => cutOverlong(utterance, Math.floor(maxTokens / 2)));
  if (place >= pieces.length) return null;
  const from = overlapStart(pieces, place, overlapMs, maxTokens * MOST_OVERLAP);
  const end = fullEnd(pieces, from, maxTokens);
  if (end === pieces.length && !hasEnded) return null;
  const next = end === pieces.length ? end : bestCut(pieces, place, end);
  const held = pieces.slice(from, next);
  return { chunk: { utterances: held, overlapCount: place - from, tokens: tokensOf(held) }, next };
}

const tokensOf = (pieces: readonly Utterance[]): number => pieces.reduce((sum, piece) => sum + lineTokens(piece), 0);

function overlapStart(pieces: readonly Utterance[], place: number, overlapMs: number, mostTokens: number): number {
  const sinceMs = (pieces[place]?.startMs ?? 0) - overlapMs;
  let tokens = 0;
  let start = place;
  for (let index = place - 1; index >= 0; index -= 1) {
    const piece = pieces[index];
    if (piece === undefined || piece.startMs < sinceMs) break;
    tokens += lineTokens(piece);
    if (tokens > mostTokens) break;
    start = index;
  }
  return start;
}

/** End of what fits, exclusive. */
function fullEnd(pieces: readonly Utterance[], from: number, maxTokens: number): number {
  let tokens = 0;
  for (const [offset, piece] of pieces.slice(from).entries()) {
    tokens += lineTokens(piece);
    if (tokens > maxTokens) return from + offset;
  }
  return pieces.length;
}

/** Where the talk pauses or turns to something else, in the last part of what fits; the latest of equals. */
function bestCut(pieces: readonly Utterance[], place: number, end: number): number {
  const fresh = tokensOf(pieces.slice(place, end));
  let filled = 0;
  let best = end;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let cut = place + 1; cut <= end; cut += 1) {
    const before = pieces[cut - 1];
    filled += before === undefined ? 0 : lineTokens(before);
    if (filled < fresh * LEAST_FILL && cut < end) continue;
    const score = pauseBefore(pieces, cut) + strangeness(pieces, { place, cut, end });
    if (score < bestScore) continue;
    best = cut;
    bestScore = score;
  }
  return best;
}

/** Silence before a piece, 0..1. */
function pauseBefore(pieces: readonly Utterance[], cut: number): number {
  const pauseMs = (pieces[cut]?.startMs ?? 0) - (pieces[cut - 1]?.endMs ?? 0);
  return Math.min(Math.max(pauseMs, 0), LONGEST_PAUSE_MS) / LONGEST_PAUSE_MS;
}

/** How little the words after a cut have in common with those before it, 0..1. Looks no further than the first piece that did not fit. */
function strangeness(
  pieces: readonly Utterance[],
  { place, cut, end }: { readonly place: number; readonly cut: number; readonly end: number },
): number {
  const before = wordsIn(pieces.slice(Math.max(place, cut - COMPARED), cut));
  const after = wordsIn(pieces.slice(cut, Math.min(end + 1, cut + COMPARED)));
  if (before.size < FEWEST_WORDS || after.size < FEWEST_WORDS) return NOTHING_KNOWN;
  return 1 - overlapOf(before, after);
}

const wordsIn = (pieces: readonly Utterance[]): ReadonlySet<string> =>
  contentWordsOf(pieces.map(({ text }) => text).join(' '));
