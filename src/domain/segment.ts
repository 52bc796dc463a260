/** A word as the transcriber timed it. Times are meeting time in ms; `confidence` is 0..1. */
export interface Word {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly confidence: number;
}

/** What the transcriber said about one stretch of a track. Times are meeting time in ms; `confidence` is 0..1. */
export interface Segment {
  readonly trackId: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly confidence: number;
  /** ISO 639-1 code as the engine names it ("en"), or null when it does not tell. */
  readonly language: string | null;
  readonly words: readonly Word[];
}
