import type { Segment, Word } from '../../domain/segment.ts';

/** The words of a segment in order of time; an engine that times none has them spread over the segment by their length. */
export function wordsOf(segment: Segment): readonly Word[] {
  return segment.words.length > 0 ? segment.words : spreadWords(segment);
}

/** A part of a segment: its words from `from` up to, but not including, `to`; null when there are none. */
export function partOf(segment: Segment, from: number, to: number): Segment | null {
  const words = wordsOf(segment);
  if (from <= 0 && to >= words.length) return segment;
  const kept = words.slice(from, to);
  const [first] = kept;
  const text = textOf(segment.text, words, from, to);
  if (!first || text === '') return null;
  return {
    ...segment,
    startMs: first.startMs,
    endMs: Math.max(...kept.map((word) => word.endMs)),
    text,
    confidence: segment.words.length > 0 ? meanConfidence(kept) : segment.confidence,
    words: segment.words.length > 0 ? kept : [],
  };
}

/** Longer words weigh more: each token counts alike. 0 for no words. */
export function meanConfidence(parts: readonly { readonly text: string; readonly confidence: number }[]): number {
  const letters = parts.reduce((sum, { text }) => sum + text.length, 0);
  const weighted = parts.reduce((sum, { text, confidence }) => sum + confidence * text.length, 0);
  return letters === 0 ? 0 : Math.round((weighted / letters) * 1_000) / 1_000;
}

/** The very characters between two words, so that a script without spaces gets none. */
export function textOf(text: string, words: readonly Pick<Word, 'text'>[], from: number, to: number): string {
  const starts = startsOf(text, words);
  if (!starts) {
    return words
      .slice(from, to)
      .map((word) => word.text)
      .join(' ');
  }
  return text.slice(from <= 0 ? 0 : starts[from], starts[to]).trim();
}

/** Where each word begins in the text; null when the words are not the text. */
function startsOf(text: string, words: readonly Pick<Word, 'text'>[]): readonly number[] | null {
  const starts: number[] = [];
  let end = 0;
  for (const word of words) {
    const start = text.indexOf(word.text, end);
    if (start < 0) return null;
    starts.push(start);
    end = start + word.text.length;
  }
  return starts;
}

function spreadWords({ text, startMs, endMs, confidence }: Segment): Word[] {
  const words = text.split(/\s+/u).filter((word) => word !== '');
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  let said = 0;
  const at = (): number => startMs + Math.floor(((endMs - startMs) * said) / Math.max(letters, 1));
  return words.map((word) => {
    const wordStartMs = at();
    said += word.length;
    return { text: word, startMs: wordStartMs, endMs: at(), confidence };
  });
}
