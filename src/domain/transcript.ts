import type { Word } from './segment.ts';
import type { SpeakerTime } from './speaker.ts';

/** What was said, in another language: a layer beside the original, never in its place. */
export interface Translation {
  /** ISO 639-1 code. */
  readonly language: string;
  readonly text: string;
}

/**
 * One speaker without a long pause; the unit that claims point at. `id` is "s1", "s2", … in order of time; where there were live captions, one with
 * the same words keeps the caption's id and the others get numbers that no caption has.
 */
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
  /** In order of time; absent where nobody timed them. */
  readonly words?: readonly Word[];
  /** Absent or null where nobody asked for one or none was needed. */
  readonly translation?: Translation | null;
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
