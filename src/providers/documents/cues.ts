import type { Transcript } from '../../domain/transcript.ts';
import { cleanName, cleanText } from './clean-text.ts';

/** One utterance as a subtitle. */
export interface Cue {
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Null when nobody can tell who spoke. */
  readonly name: string | null;
  readonly text: string;
}

/** One cue an utterance, in order of time; utterances without a visible character are left out, overlapping ones both stay. */
export function cuesOf({ utterances, speakers }: Transcript): readonly Cue[] {
  return utterances
    .map(({ id, startMs, endMs, name, text }) => ({
      id: cleanText(id),
      startMs,
      // Players skip a cue that does not last.
      endMs: Math.max(endMs, startMs + 1),
      name: speakers === null ? null : cleanName(name),
      text: cleanText(text),
    }))
    .filter(({ text }) => text !== '')
    .toSorted((a, b) => a.startMs - b.startMs);
}
