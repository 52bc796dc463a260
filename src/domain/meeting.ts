import type { Track, TrackFingerprint } from './track.ts';

/**
 * Where a meeting is on its way. Each state owns what must still be done after a crash:
 * recording -> people talk, its platform goes on with it or ends it; transcribing -> decode and transcribe what is missing; transcribed -> write minutes; done -> nothing; failed -> says why.
 */
export type MeetingState = 'recording' | 'transcribing' | 'transcribed' | 'done' | 'failed';

/** live: captions while people talk (chunks <= 5 s), then the final pass over the whole tracks; recording: the final pass alone (windows <= 28 s). */
export type ChunkMode = 'live' | 'recording';

/** Everything that decides the result, kept so that a resumed meeting equals an undisturbed one. */
export interface MeetingSettings {
  readonly chunkMode: ChunkMode;
  /** ISO 639-1 code, or null to let the engine detect it. */
  readonly language: string | null;
  /** Name or path from WHISPER_MODEL or --model. */
  readonly model: string;
  /** Name or path of the model of the final pass; `model` where none is told. */
  readonly finalModel?: string;
  /** ISO 639-1 code of a second layer beside the original words ("en", the only one that Whisper itself can write), or null for none. */
  readonly translateTo?: string | null;
  readonly template: string;
  /** Whose glossary, settings and budget: guild or workspace id, "local" in a terminal. */
  readonly scope: string;
}

export interface Meeting {
  /** "m" + time + random, sortable by age. */
  readonly id: string;
  readonly title: string;
  /** Epoch ms; the day that "tomorrow" in the talk refers to. */
  readonly startedAtMs: number;
  readonly state: MeetingState;
  readonly settings: MeetingSettings;
  readonly tracks: readonly MeetingTrack[];
  /** Code of the error that ended it, when state is failed. */
  readonly failure: string | null;
}

export interface MeetingTrack extends Track {
  readonly fingerprint: TrackFingerprint;
  /** Null until the track was read to its end. */
  readonly result: TrackResult | null;
}

export interface TrackResult {
  readonly durationMs: number;
  readonly speechMs: number;
  readonly warnings: readonly Warning[];
}

/** Something people should know that did not stop the work. */
export interface Warning {
  readonly code: string;
  readonly text: string;
}
