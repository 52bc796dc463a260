import { type LocatedPiece, locatePieces, type Range, type TimedPiece } from './locate-pieces.ts';
import type { Span } from './span.ts';

/** A segment whose words are wanted. */
export interface SpokenText extends Span {
  readonly text: string;
}

export interface TimedWord extends Span {
  readonly text: string;
  /** Probabilities that the engine told of its parts. */
  readonly probabilities: readonly number[];
}

interface DraftWord extends Range {
  readonly text: string;
  readonly pieces: readonly TimedPiece[];
}

/** Scripts without spaces between the words: every timed piece is a word. */
const UNSPACED =
  /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}]/u;

/**
 * The words of each segment's text with the times of an engine's pieces, which may be tokens, words, or words without their
 * punctuation. A word that no piece tells of shares the gap between its neighbours by its length. Not yet clamped.
 */
export function timeWords(
  segments: readonly SpokenText[],
  pieces: readonly TimedPiece[],
): readonly (readonly TimedWord[])[] {
  const located = locatePieces(segments.map((segment) => segment.text).join(' '), pieces);
  let start = 0;
  let next = 0;
  return segments.map((segment) => {
    const first = next;
    while (next < located.length && (located[next]?.from ?? 0) < start + segment.text.length) next += 1;
    const words = splitWords(segment.text, start, located.slice(first, next));
    start += segment.text.length + 1;
    return withTimes(words, segment);
  });
}

function splitWords(text: string, offset: number, located: readonly LocatedPiece[]): readonly DraftWord[] {
  const starts = new Set(located.map((piece) => piece.from - offset));
  const words: DraftWord[] = [];
  let next = 0;
  for (const { from, to } of wordRanges(text, starts)) {
    const pieces: TimedPiece[] = [];
    for (let piece = located[next]; piece && piece.from - offset < to; piece = located[next]) {
      pieces.push(piece.piece);
      next += 1;
    }
    words.push({ text: text.slice(from, to), from, to, pieces });
  }
  return words;
}

/** Between white space, and in front of a piece that begins in an unspaced script. */
function wordRanges(text: string, starts: ReadonlySet<number>): readonly Range[] {
  const ranges: Range[] = [];
  for (const match of text.matchAll(/\S+/g)) {
    let from = match.index;
    const end = from + match[0].length;
    for (let at = from + 1; at < end; at += 1) {
      if (!starts.has(at) || !UNSPACED.test(text.slice(at, at + 2))) continue;
      ranges.push({ from, to: at });
      from = at;
    }
    ranges.push({ from, to: end });
  }
  return ranges;
}

function withTimes(words: readonly DraftWord[], segment: Span): readonly TimedWord[] {
  const timed: TimedWord[] = [];
  let untimed: DraftWord[] = [];
  const fillGap = (endMs: number) => {
    timed.push(...shareGap(untimed, { startMs: timed.at(-1)?.endMs ?? segment.startMs, endMs }));
    untimed = [];
  };
  for (const word of words) {
    const [first] = word.pieces;
    if (first) {
      fillGap(first.startMs);
      timed.push(fromPieces(word));
    } else untimed.push(word);
  }
  fillGap(segment.endMs);
  return timed;
}

function fromPieces({ text, pieces }: DraftWord): TimedWord {
  return {
    text,
    startMs: Math.min(...pieces.map((piece) => piece.startMs)),
    endMs: Math.max(...pieces.map((piece) => piece.endMs)),
    probabilities: pieces.map((piece) => piece.probability).filter((probability) => probability !== null),
  };
}

function shareGap(words: readonly DraftWord[], gap: Span): readonly TimedWord[] {
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  const msPerLetter = Math.max(0, gap.endMs - gap.startMs) / Math.max(1, letters);
  let startMs = gap.startMs;
  return words.map(({ text }) => {
    const endMs = startMs + text.length * msPerLetter;
    const word = { text, startMs, endMs, probabilities: [] };
    startMs = endMs;
    return word;
  });
}
