import type { ImportedTranscript } from './imported-transcript.ts';

/** All that subtitles and text say about one stretch of talk. */
export interface SpokenLine {
  /** As the file writes it, or null. */
  readonly name: string | null;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

/** A file that has names and words but knows nothing else of the meeting: the names tell the speakers apart. */
export function fromLines(
  lines: readonly SpokenLine[],
  facts: Partial<Omit<ImportedTranscript, 'utterances'>> = {},
): ImportedTranscript {
  return {
    title: null,
    startedAtMs: null,
    language: null,
    durationMs: null,
    hasTimes: true,
    ...facts,
    utterances: lines.map((line) => ({ ...line, speaker: line.name, confidence: null, language: null })),
  };
}
