import type { Segment, Word } from '../../domain/segment.ts';

/** A word with what stands before it in the text (a space, or nothing in scripts that have none). */
export interface SpokenWord extends Word {
  readonly lead: string;
  /** False when its times are only a guess from its place in the text. */
  readonly isTimed: boolean;
}

const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\p{sc=Tibetan}]/u;

/** The words of segments, in order; joined with their leads they are the text. */
export const toSpokenWords = (segments: readonly Segment[]): SpokenWord[] =>
  segments.flatMap((segment) => timedWords(segment) ?? guessedWords(segment));

/** A text that still grows, without the word that may grow with it. */
export function wholeWordsOf(text: string): string {
  let end = text.length;
  while (end > 0 && !/\s/u.test(text.charAt(end)) && !UNSPACED.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** The text that these words go on with; the first one of a caption stands without its lead. */
export const textOf = (words: readonly SpokenWord[]): string => words.map(({ lead, text }) => lead + text).join('');

/** Null when the engine gave no words, or others than stand in the text. */
function timedWords({ text, words }: Segment): SpokenWord[] | null {
  const spoken: SpokenWord[] = [];
  let end = 0;
  for (const word of words) {
    const start = text.indexOf(word.text, end);
    if (start < 0) return null;
    const lead = end === 0 ? leadOf(text) : text.slice(end, start);
    spoken.push({ ...word, lead, isTimed: true });
    end = start + word.text.length;
  }
  const last = spoken.pop();
  return last ? [...spoken, { ...last, text: last.text + text.slice(end).trimEnd() }] : null;
}

/** Words share the time of the segment by their letters. */
function guessedWords({ text, startMs, endMs, confidence }: Segment): SpokenWord[] {
  const timeAt = (index: number): number =>
    Math.round(startMs + ((endMs - startMs) * index) / Math.max(text.length, 1));
  return divide(text).map((part) => ({
    text: part.text,
    lead: part.start === 0 ? leadOf(text) : part.lead,
    startMs: timeAt(part.start),
    endMs: timeAt(part.start + part.text.length),
    confidence,
    isTimed: false,
  }));
}

interface Part {
  readonly start: number;
  readonly lead: string;
  readonly text: string;
}

function divide(text: string): Part[] {
  return [...text.matchAll(/(\s*)(\S+)/gu)].flatMap(({ index, 1: lead = '', 2: word = '' }) => {
    const whole = { start: index + lead.length, lead, text: word };
    return UNSPACED.test(word) ? divideUnspaced(whole) : [whole];
  });
}

/** Punctuation stays with the word before it. */
function divideUnspaced({ start, lead, text }: Part): Part[] {
  const parts: Part[] = [];
  for (const { segment, index, isWordLike } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)) {
    const last = parts.at(-1);
    if (last && !isWordLike) parts[parts.length - 1] = { ...last, text: last.text + segment };
    else parts.push({ start: start + index, lead: last ? '' : lead, text: segment });
  }
  return parts;
}

/** Between two segments stands a space, where the script has spaces. */
const leadOf = (text: string): string => (UNSPACED.test(text.slice(0, 1)) ? '' : ' ');
