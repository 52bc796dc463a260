/**
 * One utterance as people read it while they talk. Its text is only ever extended, never rewritten, until `isFinal`; then it stays.
 * Times are meeting time in ms. `id` becomes the utterance's id in the transcript where the final pass hears the same words.
 */
export interface Caption {
  readonly id: string;
  readonly trackId: string;
  readonly speaker: string;
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  /** Mean of the word probabilities, 0..1. */
  readonly confidence: number;
  readonly language: string | null;
  readonly isFinal: boolean;
}
