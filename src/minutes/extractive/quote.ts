import type { Claim } from '../../domain/minutes.ts';
import type { Sentence } from './sentence.ts';

/** A sentence as a claim: its own words, its own moment, and no vote, because no model took part. */
export function claimOf(sentence: Sentence): Claim {
  return {
    text: sentence.text,
    evidence: sentence.utteranceIds,
    startMs: sentence.startMs,
    speaker: sentence.name,
    tier: 'unconfirmed',
    votes: 0,
    of: 0,
    support: null,
  };
}

/** `Maya (0:34): “Agreed, we decided …”`, without a name when nobody can tell who spoke. */
export function quoteOf({ name, startMs, text }: Sentence): string {
  const moment = clockTime(startMs);
  return name === null ? `(${moment}) “${text}”` : `${name} (${moment}): “${text}”`;
}

// Meeting time as people read it: "0:34", "1:02:05".
function clockTime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
