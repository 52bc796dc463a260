import { deflateRawSync } from 'node:zlib';
import { wordsOf } from './words.ts';

/** OpenAI whisper's published default (whisper/transcribe.py: compression_ratio_threshold). */
const MAX_COMPRESSION_RATIO = 2.4;
/** Compression says nothing about a short text. */
const MIN_BYTES_TO_COMPRESS = 60;
/** Longest phrase that is looked for; deflate finds the loops of longer ones. */
const MAX_PHRASE_WORDS = 8;

/** Whether a text goes round in circles, as a decoder does that lost its place. "No, no, no." does not. */
export const isLoop = (text: string): boolean => compressionRatio(text) > MAX_COMPRESSION_RATIO || repeatsPhrase(text);

/** How much smaller deflate makes a text: a loop of the same words compresses far better than speech. */
function compressionRatio(text: string): number {
  const bytes = Buffer.from(text);
  return bytes.length < MIN_BYTES_TO_COMPRESS ? 1 : bytes.length / deflateRawSync(bytes).length;
}

function repeatsPhrase(text: string): boolean {
  const words = wordsOf(text);
  for (let length = 1; length <= MAX_PHRASE_WORDS; length++) {
    if (hasRun(words, length)) return true;
  }
  return false;
}

/** Whether a phrase of `length` words follows itself more often than people say it. */
function hasRun(words: readonly string[], length: number): boolean {
  let matches = 0;
  for (let at = length; at < words.length; at++) {
    matches = words[at] === words[at - length] ? matches + 1 : 0;
    const phrase = words.slice(at - length + 1, at + 1).join('');
    // Somebody who reads a number out says "0 0 0 0 0 0".
    if (matches >= length * saidAtMost(phrase) && !/^\p{N}+$/u.test(phrase)) return true;
  }
  return false;
}

/** How often in a row people do say a phrase: "no" and "ha" more often than "I think that". */
function saidAtMost(phrase: string): number {
  const length = phrase.replaceAll(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gu, 'syl').length;
  if (length < 4) return 7;
  if (length < 7) return 5;
  return length < 9 ? 3 : 2;
}
