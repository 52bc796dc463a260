import type { Track, TrackFingerprint } from './track.ts';

/**
 * Where a meeting is on its way. Each state owns what must still be done after a crash:
 * transcribing -> decode and transcribe what is missing; transcribed -> write minutes; done -> nothing; failed -> says why.
 */
export type MeetingState = 'transcribing' | 'transcribed' | 'done' | 'failed';

/** How speech is cut: live for captions (chunks <= 5 s), recording for accuracy (<= 28 s). */
export type ChunkMode = 'live' | 'recording';

/** Everything that decides the result, kept so that a resumed meeting equals an undisturbed one. */
export interface MeetingSettings {
  readonly chunkMode: ChunkMode;
  /** ISO 639-1 code, or null to let the engine detect it. */
  readonly language: string | null;
  /** Name or path from WHISPER_MODEL or --model. */
  readonly model: string;
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
