import type { TranscribedSegment, TranscribedWord } from '../../ports/transcriber.ts';
import { soundNames } from '../data/known-phrases.ts';
import { wordsOf } from './words.ts';

const SOUNDS: ReadonlySet<string> = new Set(Object.values(soundNames).flat());
/** Nobody speaks square brackets or notes. */
const ALWAYS = /\[[^[\]]*\]|【[^【】]*】|♪[^♪]*♪|[♪♫♬♩]+/gu;
/** People's asides stand in these too. */
const SOMETIMES = /\([^()]*\)|（[^（）]*）|\*[^*]+\*/gu;

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The segment without "[Music]", "(applause)", "♪": text and words. A text of nothing else becomes "". */
export function withoutAnnotations(segment: TranscribedSegment): TranscribedSegment {
  const ranges = annotationsIn(segment.text);
  if (ranges.length === 0) return segment;
  const text = cut(segment.text, { start: 0, end: segment.text.length }, ranges).replaceAll(/\s+/gu, ' ').trim();
  return { ...segment, text, words: wordsOutside(segment, ranges) };
}

function annotationsIn(text: string): readonly Range[] {
  const found = [...text.matchAll(ALWAYS), ...[...text.matchAll(SOMETIMES)].filter(([aside]) => namesSound(aside))];
  return found.map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

const namesSound = (aside: string): boolean => {
  const words = wordsOf(aside);
  const spelling = words.join('');
  return words.length === 0 || SOUNDS.has(spelling) || (words.length <= 4 && words.some((word) => SOUNDS.has(word)));
};

/** Each word is looked for behind the one before; what lies in an annotation goes, a word half in it keeps its rest. */
function wordsOutside(segment: TranscribedSegment, ranges: readonly Range[]): readonly TranscribedWord[] {
  let position = 0;
  return segment.words
    .map((word) => {
      const start = segment.text.indexOf(word.text, position);
      if (start < 0) return word;
      position = start + word.text.length;
      return { ...word, text: cut(segment.text, { start, end: position }, ranges).trim() };
    })
    .filter((word) => word.text !== '');
}

/** The part of the text that lies in `whole` and in none of the ranges. */
function cut(text: string, whole: Range, ranges: readonly Range[]): string {
  let kept = '';
  for (let at = whole.start; at < whole.end; at++) {
    if (!ranges.some(({ start, end }) => start <= at && at < end)) kept += text[at];
  }
  return kept;
}
