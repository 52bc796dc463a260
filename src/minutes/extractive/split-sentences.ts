import { wordsOf } from './words.ts';

/** A stretch of a text, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

// A full stop after these belongs to the word. Single capitals are initials unless a lower-case word stands before ("plan B.").
const ABBREVIATION =
  /(?:^|[\s("'“‘])(?:mr|mrs|ms|dr|prof|rev|hon|sen|rep|gen|col|capt|lt|sgt|st|mt|jr|sr|vs|no|fig|approx|dept|est|e\.g|i\.e|cf|a\.m|p\.m|u\.s|u\.k)\.\s*$/i;
const INITIAL = /(?:^|[\s("'“‘]|\p{Lu}\.|\p{Lu}\p{L}*\s)\p{Lu}\.\s*$/u;
const AFTER_LOWER_CASE = /\p{Ll}\s+\p{Lu}\.\s*$/u;
const STOP_BEFORE_LOWER_CASE = /[.?!…]["'”’)\]]*\s+(?=["'“‘(]*\p{Ll})/gu;

// Speech recognition without punctuation gives endless "sentences": they are cut where people draw breath.
const LONGEST_WORDS = 40;
const SHORTEST_CUT_WORDS = 15;
const BREATH = /^(?:and|but|so|because|then|okay|ok|well|now|also|anyway|alright)$/i;

/** Sentences of spoken text, also of lower-case text and text without any punctuation. Together they cover all words. */
export function splitSentences(text: string): readonly Span[] {
  return roughSpans(text)
    .flatMap((span) => splitAtLowerCase(text, span))
    .reduce<Span[]>((spans, span) => joinAbbreviation(text, spans, span), [])
    .flatMap((span) => cutEndless(text, span))
    .map((span) => trimSpan(text, span))
    .filter((span) => span.end > span.start);
}

function roughSpans(text: string): readonly Span[] {
  return [...segmenter.segment(text)].map(({ index, segment }) => ({ start: index, end: index + segment.length }));
}

/** The Unicode rules never break before a lower-case letter, which is all that some engines write. */
function splitAtLowerCase(text: string, span: Span): readonly Span[] {
  const piece = text.slice(span.start, span.end);
  const cuts = [...piece.matchAll(STOP_BEFORE_LOWER_CASE)].map((match) => span.start + match.index + match[0].length);
  return between(span, cuts);
}

function joinAbbreviation(text: string, spans: Span[], span: Span): Span[] {
  const last = spans.at(-1);
  if (last !== undefined && endsInAbbreviation(text.slice(last.start, last.end))) {
    spans[spans.length - 1] = { start: last.start, end: span.end };
  } else {
    spans.push(span);
  }
  return spans;
}

function endsInAbbreviation(piece: string): boolean {
  const tail = piece.slice(-24);
  return ABBREVIATION.test(tail) || (INITIAL.test(tail) && !AFTER_LOWER_CASE.test(tail));
}

function cutEndless(text: string, span: Span): readonly Span[] {
  const piece = text.slice(span.start, span.end);
  if (piece.length < LONGEST_WORDS * 3 || wordsOf(piece).length <= LONGEST_WORDS) return [span];
  const cuts: number[] = [];
  let wordsSinceCut = 0;
  for (const match of piece.matchAll(/\S+/g)) {
    const isBreath = BREATH.test(match[0]) && wordsSinceCut >= SHORTEST_CUT_WORDS;
    if (isBreath || wordsSinceCut >= LONGEST_WORDS) {
      cuts.push(span.start + match.index);
      wordsSinceCut = 0;
    }
    wordsSinceCut += 1;
  }
  return between(span, cuts);
}

function between(span: Span, cuts: readonly number[]): readonly Span[] {
  const edges = [span.start, ...cuts, span.end];
  return edges.slice(1).map((end, index) => ({ start: edges[index] ?? span.start, end }));
}

function trimSpan(text: string, { start, end }: Span): Span {
  const piece = text.slice(start, end);
  return { start: end - piece.trimStart().length, end: start + piece.trimEnd().length };
}
