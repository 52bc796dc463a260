import type { Caption } from '../../domain/caption.ts';
import type { Word } from '../../domain/segment.ts';
import { normalWords } from './normal-words.ts';
import type { PlacedUtterance } from './placed-utterance.ts';
import { meanConfidence, textOf } from './segment-words.ts';

/**
 * An utterance that says exactly what several captions of its track say, one after the other, is divided as they are: whoever pointed at one of them
 * still finds it. Anything else stays whole. `captions` are those of the utterance's track, in order of time.
 */
export function divideAlongCaptions(
  utterance: PlacedUtterance,
  captions: readonly Caption[],
): readonly PlacedUtterance[] {
  const { words = [], startMs, endMs, text } = utterance;
  const near = captions.filter((caption) => caption.startMs < endMs && caption.endMs > startMs);
  if (near.length < 2 || words.length === 0) return [utterance];
  const edges = edgesAlong(words, near);
  if (!edges) return [utterance];
  return edges.slice(1).map((end, index) => {
    const from = edges[index] ?? 0;
    const part = words.slice(from, end);
    return {
      ...utterance,
      startMs: part[0]?.startMs ?? startMs,
      endMs: Math.max(...part.map((word) => word.endMs)),
      text: textOf(text, words, from, end),
      confidence: meanConfidence(part),
      words: part,
    };
  });
}

/** The words with which the captions begin, and the end; null when captions and words are not the same text. */
function edgesAlong(words: readonly Word[], captions: readonly Caption[]): readonly number[] | null {
  const edges = [0];
  for (const caption of captions) {
    const end = endOf(words, edges.at(-1) ?? 0, letters(caption.text));
    if (end === null) return null;
    edges.push(end);
  }
  edges.push(words.length);
  const rest = letters(
    words
      .slice(edges.at(-2))
      .map((word) => word.text)
      .join(''),
  );
  return rest === '' ? [...edges.slice(0, -2), words.length] : null;
}

/** The word behind those that, from `start` on, are written with exactly these letters. */
function endOf(words: readonly Word[], start: number, wanted: string): number | null {
  let heard = '';
  for (let index = start; index < words.length; index++) {
    heard += letters(words[index]?.text ?? '');
    if (heard === wanted && heard !== '') return index + 1;
    if (!wanted.startsWith(heard)) return null;
  }
  return null;
}

/** Engines divide words differently: only the letters count. */
const letters = (text: string): string => normalWords(text).replaceAll(' ', '');
