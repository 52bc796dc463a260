/** What a transcript file says about a meeting; null where it says nothing. */
export interface ImportedTranscript {
  readonly title: string | null;
  /** Epoch ms. */
  readonly startedAtMs: number | null;
  /** Of the whole file, as the file writes it ("en"). */
  readonly language: string | null;
  readonly durationMs: number | null;
  /** False when the file has no times and all of them are estimates. */
  readonly hasTimes: boolean;
  /** In order of time, never empty. */
  readonly utterances: readonly ImportedUtterance[];
}

/** What a transcript file says about one stretch of talk. */
export interface ImportedUtterance {
  /** Label that tells speakers apart ("1001"), the name where a file has only names, or null when it names nobody. */
  readonly speaker: string | null;
  /** What people call the speaker ("Maya"); null exactly when `speaker` is. */
  readonly name: string | null;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  /** 0..1, or null where nobody measured it. */
  readonly confidence: number | null;
  readonly language: string | null;
}
