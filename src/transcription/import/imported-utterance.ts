/** What a transcript file says about one stretch of talk. */
export interface ImportedUtterance {
  /** Name of the speaker as the file has it, or null when it names none. */
  readonly speaker: string | null;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}
