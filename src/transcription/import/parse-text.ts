import { clockMs } from './cue-time.ts';
import type { ImportedUtterance } from './imported-utterance.ts';
import { splitName } from './name-prefix.ts';

/** Pace of ordinary talk: 150 words a minute. */
const MS_PER_WORD = 400;
const SHORTEST_MS = 500;
const CLOCK = String.raw`(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?`;
const BRACKETED_STAMP = new RegExp(`^[[(]${CLOCK}[\\])][ \\t]+`);
const BARE_STAMP = new RegExp(`^${CLOCK}[ \\t]+(?:-[ \\t]+)?`);

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** A line of the file: who, what, and when if it says so. */
interface Line {
  readonly speaker: string | null;
  readonly atMs: number | null;
  readonly text: string;
}

/**
 * Lines like "Maya: good morning" or "[0:34] Maya: good morning"; a line without a name goes on with the last speaker, lines
 * with "#" at the top are comments. Where the file has no times they are made up: each utterance lasts as long as its words take
 * at 150 words a minute, and begins when the one before it ends.
 */
export function parseText(text: string): readonly ImportedUtterance[] {
  const lines = linesOf(text);
  const utterances: ImportedUtterance[] = [];
  let nextMs = 0;
  for (const [index, line] of lines.entries()) {
    const startMs = Math.max(line.atMs ?? nextMs, utterances.at(-1)?.startMs ?? 0);
    const spokenMs = Math.max(SHORTEST_MS, countWords(line.text) * MS_PER_WORD);
    const limitMs = lines[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
    const endMs = limitMs > startMs ? Math.min(startMs + spokenMs, limitMs) : startMs + spokenMs;
    utterances.push({ speaker: line.speaker, startMs, endMs, text: line.text });
    nextMs = endMs;
  }
  return utterances;
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let speaker: string | null = null;
  for (const raw of text.split(/\r\n|\r|\n/)) {
    const line = raw.trim();
    if (line === '' || (lines.length === 0 && line.startsWith('#'))) continue;
    const stamp = stampOf(line);
    const atMs = stamp === null ? null : clockMs(stamp.slice(1, 5));
    const words = line.slice(stamp?.[0].length ?? 0);
    const split = splitName(words);
    speaker = split?.name ?? speaker;
    lines.push({ speaker, atMs, text: split?.words ?? words });
  }
  return lines;
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
