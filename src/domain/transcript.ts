import type { SpeakerTime } from './speaker.ts';

/** One speaker without a long pause; the unit that claims point at. `id` is "s1", "s2", … in order of time. */
export interface Utterance {
  readonly id: string;
  /** Label of the speaker, see Speaker. */
  readonly speaker: string;
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  /** What was heard, where agreed edits changed `text`. */
  readonly original?: string;
  /** Mean of the token probabilities, 0..1. */
  readonly confidence: number;
  readonly language: string | null;
}

/** Consecutive utterances of one speaker. */
export interface Turn {
  readonly speaker: string;
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly utteranceIds: readonly string[];
}

export interface Transcript {
  readonly utterances: readonly Utterance[];
  readonly turns: readonly Turn[];
  /** Null when nobody can tell who spoke (a mixed recording without diarization). */
  readonly speakers: readonly SpeakerTime[] | null;
  /** The language most of the words are in, or null without words. */
  readonly language: string | null;
}
