import { readTimes } from './cue-time.ts';
import { unreadable } from './unreadable.ts';

/** A cue of a subtitle file before its text is read. */
export interface CueBlock {
  readonly startMs: number;
  readonly endMs: number;
  /** Lines joined with line breaks, markup as in the file. */
  readonly payload: string;
}

const NO_CUE = /^(?:WEBVTT|NOTE|STYLE|REGION)(?:[\s:].*)?$/;

/** The cues of WebVTT and SubRip, which only differ in details: blocks between empty lines with a line of times. */
export function readCueBlocks(text: string, fileName: string): readonly CueBlock[] {
  const blocks: CueBlock[] = [];
  for (const { lines, firstLine } of blocksOf(text)) {
    const timesAt = lines.findIndex((line) => line.includes('-->'));
    if (timesAt === -1 || (NO_CUE.test(lines[0] ?? '') && timesAt > 1)) continue;
    const times = readTimes(lines[timesAt] ?? '');
    if (times === null) {
      if (NO_CUE.test(lines[0] ?? '')) continue;
      throw unreadable(fileName, `line ${firstLine + timesAt} has no times that can be read`);
    }
    blocks.push({ ...times, payload: lines.slice(timesAt + 1).join('\n') });
  }
  return blocks;
}

interface Block {
  readonly lines: readonly string[];
  /** Number of its first line in the file, counted from 1. */
  readonly firstLine: number;
}

function blocksOf(text: string): readonly Block[] {
  const blocks: { lines: string[]; firstLine: number }[] = [];
  let isInside = false;
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') {
      isInside = false;
    } else if (isInside) {
      blocks.at(-1)?.lines.push(line);
    } else {
      blocks.push({ lines: [line], firstLine: index + 1 });
      isInside = true;
    }
  }
  return blocks;
}
