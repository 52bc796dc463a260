import type { Due } from './due-date.ts';

const LONGEST_CHARACTERS = 240;
const TAIL = /(?:[\s,;:.!?…-]|\b(?:please|okay|ok|right|then|and|by|thanks|thank you)\b)+$/i;
const ADVERB = /^(?:(?:also|then|just|please|now|certainly|definitely|go and|quickly|[uh]+[hm]),?\s+)+/i;

/** The words that name the work, verbatim, without a date at their end: "fix the login bugs". */
export function taskOf(sentence: string, verbAt: number, due: Due | null): string {
  const dueIsLast = due !== null && due.start > verbAt && !/[\p{L}\p{N}]/u.test(sentence.slice(due.end));
  const words = sentence.slice(verbAt, dueIsLast ? due.start : undefined);
  return cutAtWord(words.replace(ADVERB, '').replace(TAIL, '').trim());
}

/** A part of a sentence stays a part of it: no "…" is added. */
function cutAtWord(text: string): string {
  if (text.length <= LONGEST_CHARACTERS) return text;
  const cut = text.slice(0, LONGEST_CHARACTERS);
  return cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_CHARACTERS / 2)).trimEnd();
}
