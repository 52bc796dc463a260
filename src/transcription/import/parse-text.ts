import { clockMs } from './cue-time.ts';
import type { ImportedTranscript } from './imported-transcript.ts';
import { splitName } from './name-prefix.ts';
import { fromLines, type SpokenLine } from './spoken-line.ts';
import { readHeading } from './text-heading.ts';

/** Pace of ordinary talk: 150 words a minute. */
const MS_PER_WORD = 400;
const SHORTEST_MS = 500;
const CLOCK = String.raw`(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?`;
const BRACKETED_STAMP = new RegExp(`^[[(]${CLOCK}[\\])][ \\t]+`);
const BARE_STAMP = new RegExp(`^${CLOCK}[ \\t]+(?:-[ \\t]+)?`);
/** Our own file writes what a line means in another language below it; those are nobody's words. */
const TRANSLATION = /^\s+\([a-z]{2,3}\) /;
const ENDS_SENTENCE = /[.?!…。！？।؟]["'”’»)\]]*$/u;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** A line of the file: who, what, and when if it says so. */
interface Line {
  readonly name: string | null;
  readonly atMs: number | null;
  readonly text: string;
}

/**
 * Lines like "Maya: good morning" or "[0:34] Maya: good morning"; lines with "#" at the top are comments, or the title and the
 * day where the file is our own, and indented ones that begin like "(en)" are translations of it.
 *
 * A line without a name belongs to the speaker of the line right above it when it is indented or when that line had not ended its
 * sentence; otherwise, and after an empty line, nobody knows who said it, and wrong names are worse than none: its name is null.
 *
 * Where the file has no times they are made up: each utterance lasts as long as its words take at 150 words a minute, and begins
 * when the one before it ends.
 */
export function parseText(text: string): ImportedTranscript {
  const rawLines = text.split(/\r\n|\r|\n/);
  const lines = linesOf(rawLines);
  return fromLines(withTimes(lines), {
    ...readHeading(rawLines),
    hasTimes: lines.some(({ atMs }) => atMs !== null),
  });
}

function withTimes(lines: readonly Line[]): readonly SpokenLine[] {
  const spoken: SpokenLine[] = [];
  let nextMs = 0;
  for (const [index, { name, atMs, text }] of lines.entries()) {
    const startMs = Math.max(atMs ?? nextMs, spoken.at(-1)?.startMs ?? 0);
    const spokenMs = Math.max(SHORTEST_MS, countWords(text) * MS_PER_WORD);
    const limitMs = lines[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
    const endMs = limitMs > startMs ? Math.min(startMs + spokenMs, limitMs) : startMs + spokenMs;
    spoken.push({ name, startMs, endMs, text });
    nextMs = endMs;
  }
  return spoken;
}

function linesOf(rawLines: readonly string[]): readonly Line[] {
  const lines: Line[] = [];
  /** The line right above, unless it is empty. */
  let above: Line | null = null;
  for (const raw of rawLines) {
    const trimmed = raw.trim();
    if (lines.length === 0 ? trimmed.startsWith('#') : TRANSLATION.test(raw)) continue;
    above = trimmed === '' ? null : readLine(raw, above);
    if (above !== null) lines.push(above);
  }
  return lines;
}

function readLine(raw: string, above: Line | null): Line {
  const line = raw.trim();
  const stamp = stampOf(line);
  const words = line.slice(stamp?.[0].length ?? 0);
  const split = splitName(words);
  const goesOn = above !== null && (/^\s/.test(raw) || !ENDS_SENTENCE.test(above.text));
  return {
    name: split?.name ?? (goesOn ? above.name : null),
    atMs: stamp === null ? null : clockMs(stamp.slice(1, 5)),
    text: split?.words ?? words,
  };
}

/** "12:30 works for me" begins with no time stamp: without brackets a name must follow. */
function stampOf(line: string): RegExpExecArray | null {
  const bare = BARE_STAMP.exec(line);
  if (bare !== null) return splitName(line.slice(bare[0].length)) === null ? null : bare;
  return BRACKETED_STAMP.exec(line);
}

function countWords(text: string): number {
  let words = 0;
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) words += 1;
  return words;
}
