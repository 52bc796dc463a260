/**
 * Characters a second that no mouth does. Letters: fast speech has 8 syllables of 3 letters. Syllable scripts: fast Mandarin has 8
 * characters a second, fast Japanese 12 kana (Pellegrino, Coupé, Marsico: "A cross-language perspective on speech information rate",
 * Language 87, 2011). Each with a margin of two thirds or more.
 */
const LETTERS_PER_SECOND = 45;
const SYLLABLES_PER_SECOND = 14;
const KANA_PER_SECOND = 20;
/** Speech detection cuts soft edges off, may miss half of a soft voice, and half a second is little to judge by. */
const EDGES_MS = 200;
const MISSED_PART = 2;
const LEAST_TO_JUDGE_MS = 500;

/** Shortest time in ms in which somebody could say this. */
function leastMsToSay(text: string): number {
  let ms = 0;
  for (const character of text) {
    if (/[\p{sc=Han}\p{sc=Hangul}]/u.test(character)) ms += 1_000 / SYLLABLES_PER_SECOND;
    else if (/[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(character)) ms += 1_000 / KANA_PER_SECOND;
    else if (/[\p{L}\p{N}]/u.test(character)) ms += 1_000 / LETTERS_PER_SECOND;
  }
  return ms;
}

/** How fast somebody would have spoken: 1 is the limit of what a mouth can do. `speechMs` is what speech detection heard. */
export const hasteOf = (text: string, speechMs: number): number =>
  leastMsToSay(text) / Math.max(speechMs + EDGES_MS, LEAST_TO_JUDGE_MS);

/** Whether nobody can say this in a chunk, even if speech detection missed half of it. */
export function isTooFast(text: string, speechMs: number, chunkMs: number): boolean {
  const longestMs = Math.min(chunkMs, speechMs * MISSED_PART + EDGES_MS);
  return leastMsToSay(text) > Math.max(longestMs, LEAST_TO_JUDGE_MS);
}
