import { readCueBlocks } from './cue-blocks.ts';
import { decodeEntities } from './entities.ts';
import type { ImportedTranscript } from './imported-transcript.ts';
import { nameBareCues } from './name-bare-cues.ts';
import { oneLine } from './one-line.ts';
import { fromLines } from './spoken-line.ts';

// What players understand in SubRip; any other "<" was said.
const MARKUP = /<\/?(?:[biu]|font(?:\s[^>]*)?)>|\{\\[^}]*\}/gi;

/** SubRip, with or without "Name: " before the words. */
export function parseSrt(text: string, fileName: string): ImportedTranscript {
  const lines = readCueBlocks(text, fileName)
    .map(({ startMs, endMs, payload }) => ({ startMs, endMs, text: wordsOf(payload), name: null }))
    .filter((line) => line.text !== '');
  return fromLines(nameBareCues(lines));
}

const wordsOf = (payload: string): string => oneLine(decodeEntities(payload.replaceAll(MARKUP, '')));
