import type { Span } from './span.ts';

/** A token or a word as an engine timed it. */
export interface TimedPiece extends Span {
  readonly text: string;
  /** 0..1; null when the engine does not tell. */
  readonly probability: number | null;
}

/** Characters of a text. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface LocatedPiece extends Range {
  readonly piece: TimedPiece;
}

/** Characters between two pieces: spaces and punctuation that the engine left out. */
const GAP = 12;
/** Keeps the search short when nothing fits. */
const LONGEST_SEARCH = 400;

/**
 * Where the pieces stand in the text, in order. Pieces that it does not have (broken characters, another spelling) are left out,
 * and the search goes on where they would have ended.
 */
export function locatePieces(text: string, pieces: readonly TimedPiece[]): readonly LocatedPiece[] {
  const located: LocatedPiece[] = [];
  let cursor = 0;
  let missed = 0;
  for (const piece of pieces) {
    const sought = piece.text.trim();
    if (sought === '') continue;
    const reach = Math.min(LONGEST_SEARCH, missed + GAP) + sought.length;
    const at = text.slice(cursor, cursor + reach).indexOf(sought);
    if (at < 0) {
      missed += sought.length;
      continue;
    }
    located.push({ from: cursor + at, to: cursor + at + sought.length, piece });
    cursor += at + sought.length;
    missed = 0;
  }
  return located;
}
