/** A word as the transcriber timed it. Times are meeting time in ms; `confidence` is 0..1. */
export interface Word {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly confidence: number;
  /** Sound was lost where it was said, so that it may be another word. */
  readonly hasLoss?: true;
}

/** Whether sound was lost under all of these words, so that they may be others. Of words that nobody timed nobody can tell. */
export const isGuess = ({ words = [] }: { readonly words?: readonly Word[] }): boolean =>
  words.length > 0 && words.every((word) => word.hasLoss);

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
