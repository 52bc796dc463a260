import type { SpokenWord } from './spoken-word.ts';

/** The stretch that was heard twice: the end of one chunk and the beginning of the next. Meeting time in ms. */
export interface Seam {
  readonly startMs: number;
  readonly endMs: number;
}

/** A word reaches the cut when it comes this close to it: engines time words to a few hundredths of a second. */
const EDGE_MS = 100;
/** Without times a shorter piece of a word says too little about which word it is. */
const FEWEST_LETTERS = 3;
/** What engines put behind words that break off. */
const BROKEN_OFF = /(?:…|\.{2,}|[-–—])+$/u;

/**
 * Joins the last words before a cut (`held`) with the words after it (`next`), of which the seam was heard by both. A word that both
 * have is said once, as the side has it that heard more of it. A word that only one side has stays: rather a stray syllable than a
 * word lost.
 */
export function stitch(held: readonly SpokenWord[], next: readonly SpokenWord[], seam: Seam): SpokenWord[] {
  const last = held.at(-1);
  if (!last || next.length === 0) return [...held, ...next];
  for (let shared = Math.min(held.length, next.length); shared > 0; shared--) {
    const before = held.slice(held.length - shared);
    if (before.every((word, index) => isSame(word, next[index], seam))) return joined(held, next, shared, shared);
  }
  // The last word before the cut may be no word: what follows the one that both know was heard better after it.
  if (held.length === 2 && next.length > 1 && isSame(held[0], next[0], seam)) return joined(held, next, held.length, 1);
  return [...held.slice(0, -1), withoutBreak(last), ...next];
}

/** The last `from` words before the cut are replaced by the first `shared` words after it, each in its better form. */
function joined(held: readonly SpokenWord[], next: readonly SpokenWord[], from: number, shared: number): SpokenWord[] {
  const start = held.length - from;
  const both = next.slice(0, shared).map((word, index) => better(held[start + index] ?? word, word));
  return [...held.slice(0, start), ...both, ...next.slice(shared)];
}

function isSame(before: SpokenWord | undefined, after: SpokenWord | undefined, seam: Seam): boolean {
  if (!before || !after) return false;
  return before.isTimed && after.isTimed
    ? isAlike(before, after, seam) && beginsWith(before, after, seam)
    : isAlikeUntimed(lettersOf(before), lettersOf(after));
}

/** Equal, or one is the part of the other that lies on its side of the cut. */
function isAlike(before: SpokenWord, after: SpokenWord, seam: Seam): boolean {
  const [left, right] = [lettersOf(before), lettersOf(after)];
  if (left === right) return true;
  if (left === '' || right === '') return false;
  const isCutOff = before.endMs >= seam.endMs - EDGE_MS && right.startsWith(left);
  const isCutIn = after.startMs <= seam.startMs + EDGE_MS && left.endsWith(right);
  return isCutOff || isCutIn;
}

/**
 * The same word begins in both at the same time (or where the second side began to hear); a word that is said again begins where the
 * first one ended.
 */
function beginsWith(before: SpokenWord, after: SpokenWord, seam: Seam): boolean {
  const startMs = Math.max(before.startMs, seam.startMs);
  const endMs = Math.max(before.endMs, seam.startMs);
  return Math.abs(after.startMs - startMs) < Math.abs(after.startMs - endMs);
}

function isAlikeUntimed(left: string, right: string): boolean {
  if (left === right) return left !== '';
  if (Math.min(left.length, right.length) < FEWEST_LETTERS) return false;
  return right.startsWith(left) || left.endsWith(right);
}

/** The longer form was heard whole; of equal ones the first knows how the word begins, the second what follows it. */
function better(before: SpokenWord, after: SpokenWord): SpokenWord {
  const [left, right] = [lettersOf(before), lettersOf(after)];
  const text = left.length > right.length || left === right ? withEndOf(before.text, after.text) : after.text;
  const confidence = Math.max(before.confidence, after.confidence);
  const endMs = Math.max(before.endMs, after.endMs);
  return { text, confidence, lead: before.lead, startMs: before.startMs, endMs, isTimed: before.isTimed };
}

const AFTER_LETTERS = /[^\p{L}\p{N}]*$/u;

const withEndOf = (text: string, other: string): string =>
  text.replace(AFTER_LETTERS, '') + (AFTER_LETTERS.exec(other)?.[0] ?? '');

const withoutBreak = (word: SpokenWord): SpokenWord => {
  const text = word.text.replace(BROKEN_OFF, '');
  return text === '' ? word : { ...word, text };
};

const lettersOf = ({ text }: SpokenWord): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
