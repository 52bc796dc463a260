import { readCueBlocks } from './cue-blocks.ts';
import { decodeEntities } from './entities.ts';
import type { ImportedUtterance } from './imported-utterance.ts';
import { nameBareCues } from './name-bare-cues.ts';
import { oneLine } from './one-line.ts';

// What players understand in SubRip; any other "<" was said.
const MARKUP = /<\/?(?:[biu]|font(?:\s[^>]*)?)>|\{\\[^}]*\}/gi;

/** SubRip, with or without "Name: " before the words. */
export function parseSrt(text: string, fileName: string): readonly ImportedUtterance[] {
  const utterances = readCueBlocks(text, fileName)
    .map(({ startMs, endMs, payload }) => ({ startMs, endMs, text: wordsOf(payload), speaker: null }))
    .filter((utterance) => utterance.text !== '');
  return nameBareCues(utterances);
}

const wordsOf = (payload: string): string => oneLine(decodeEntities(payload.replaceAll(MARKUP, '')));
