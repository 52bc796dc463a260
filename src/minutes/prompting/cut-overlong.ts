import type { Utterance } from '../../domain/transcript.ts';
import { estimateTokens } from './estimate-tokens.ts';

/** Estimate for one line of the transcript: the words and the frame around them (id, label, time). */
export function lineTokens({ id, text }: Pick<Utterance, 'id' | 'text'>): number {
  return estimateTokens(`${id}|S00|0:00:00|${text}\n`);
}

/**
 * An utterance in pieces of at most `maxTokens`, in order, each with the id and the times of the whole: somebody who talks for half an hour
 * without a pause is still one utterance to cite. Cuts are at spaces where there are any.
 */
export function cutOverlong(utterance: Utterance, maxTokens: number): readonly Utterance[] {
  if (lineTokens(utterance) <= maxTokens) return [utterance];
  const pieces: Utterance[] = [];
  let rest = utterance.text;
  while (rest !== '') {
    const text = rest.slice(0, fittingLength(utterance.id, rest, maxTokens));
    pieces.push({ ...utterance, text: text.trim() });
    rest = rest.slice(text.length).trimStart();
  }
  return pieces;
}

/** The longest start of a text that fits, found by halving; at least one character. */
function fittingLength(id: string, text: string, maxTokens: number): number {
  let fits = 1;
  let tooLong = text.length + 1;
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (lineTokens({ id, text: text.slice(0, middle) }) <= maxTokens) fits = middle;
    else tooLong = middle;
  }
  if (fits === text.length) return fits;
  const space = text.lastIndexOf(' ', fits);
  if (space > 0) return space;
  // Never half of a surrogate pair.
  return fits > 1 && /[\ud800-\udbff]/.test(text.charAt(fits - 1)) ? fits - 1 : fits;
}
