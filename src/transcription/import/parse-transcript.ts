import { extname } from 'node:path';
import type { ImportedTranscript } from './imported-transcript.ts';
import { parseJson } from './parse-json.ts';
import { parseSrt } from './parse-srt.ts';
import { parseText } from './parse-text.ts';
import { parseVtt } from './parse-vtt.ts';
import { unreadable } from './unreadable.ts';

type Parser = (text: string, fileName: string) => ImportedTranscript;

const parsers: Readonly<Record<string, Parser>> = {
  '.vtt': parseVtt,
  '.srt': parseSrt,
  '.txt': parseText,
  '.json': parseJson,
};

/** A day of talk is about two million characters; what is far above is no transcript. */
const LARGEST_CHARACTERS = 64 * 1024 * 1024;
const BYTE_ORDER_MARK = /^\uFEFF/;

/** Whether a file is taken as a transcript instead of a recording, by its name. */
export const isTranscriptFile = (fileName: string): boolean => Object.hasOwn(parsers, extname(fileName).toLowerCase());

/**
 * Reads the text of a transcript file (see `decodeText`): `.vtt` (with `<v Name>`), `.srt` and `.txt` (with "Name: "), or our
 * own `.json`, which also tells title, day, language, length, labels of the speakers and confidence.
 *
 * @throws MomError transcript_unreadable with the file's name
 */
export function parseTranscript(text: string, fileName: string): ImportedTranscript {
  const ending = extname(fileName).toLowerCase();
  const parser = Object.hasOwn(parsers, ending) ? parsers[ending] : undefined;
  if (parser === undefined) throw unreadable(fileName, 'its name does not end in .vtt, .srt, .txt or .json');
  if (text.length > LARGEST_CHARACTERS) throw unreadable(fileName, 'it is larger than 64 MB');
  const content = text.replace(BYTE_ORDER_MARK, '');
  if (content.includes('\0')) throw unreadable(fileName, 'it is not a text file');
  const transcript = parser(content, fileName);
  const utterances = transcript.utterances.filter((utterance) => utterance.text.trim() !== '');
  if (utterances.length === 0) throw unreadable(fileName, 'there are no words in it');
  return { ...transcript, utterances: utterances.toSorted((a, b) => a.startMs - b.startMs) };
}
