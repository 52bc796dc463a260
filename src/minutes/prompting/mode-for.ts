import type { MinutesMode } from '../../domain/minutes.ts';

/** How many seats are asked: none, one, two, five. */
export type AskMode = 'none' | Exclude<MinutesMode, 'local'>;

export interface MeetingLength {
  readonly durationMs: number;
  /** Words that were understood; 0 means that nobody spoke. */
  readonly words: number;
  /** What an admin or the caller wants; it never makes a call about silence. */
  readonly forced?: Exclude<AskMode, 'none'> | null;
}

const FAST_MS = 30_000;
const FAST_WORDS = 60;
const PAIR_MS = 120_000;

/** A word is not worth five opinions: up to half a minute (or under 60 words) one seat, up to two minutes two, else the whole council. */
export function modeFor({ durationMs, words, forced = null }: MeetingLength): AskMode {
  if (words <= 0) return 'none';
  if (forced !== null) return forced;
  if (durationMs <= FAST_MS || words < FAST_WORDS) return 'fast';
  return durationMs <= PAIR_MS ? 'pair' : 'council';
}
