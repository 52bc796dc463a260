import type { Speaker } from './speaker.ts';

/** One source stream of a meeting. All tracks of a meeting share the meeting's zero. */
export interface Track {
  /** "t1", "t2", … in the order in which the tracks were given; "t" and the account of a member of a call. */
  readonly id: string;
  /** Absolute path of the recording. */
  readonly path: string;
  /** Whose voice it holds; null for a mix of several people. */
  readonly speaker: Speaker | null;
}

/** What a file was when its meeting began, so that a resume never goes on with another file of the same name. */
export interface TrackFingerprint {
  readonly bytes: number;
  readonly sha256: string;
}
