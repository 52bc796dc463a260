import type { Transcript } from '../../domain/transcript.ts';
import { wordsOf } from './words.ts';

// The commonest function words of English that no other big European language shares. In English speech they are every
// fourth to third word; in German, French, Spanish, Italian, Dutch and Polish text under one in fifty.
const MARKERS = new Set(
  `the and to of that is it you we i this have be with are not but they what there can would will so if it's i'm that's
  don't we're you're yeah just think know then okay your our`.split(/\s+/),
);
const ENGLISH_SHARE = 0.15;
const LOOKED_AT_WORDS = 2_000;

/**
 * Whether the rules for English may read this transcript. A language that the engine told decides alone; without one, every
 * seventh of the first 2000 words must be a common English function word.
 */
export function isEnglish(transcript: Transcript): boolean {
  if (transcript.language !== null) return /^en(?:glish)?(?:[-_]|$)/i.test(transcript.language);
  const words: string[] = [];
  for (const utterance of transcript.utterances) {
    if (words.length >= LOOKED_AT_WORDS) break;
    words.push(...wordsOf(utterance.text).slice(0, LOOKED_AT_WORDS));
  }
  const hits = words.filter((word) => MARKERS.has(word.replaceAll('’', "'"))).length;
  return hits > 0 && hits / words.length >= ENGLISH_SHARE;
}
