import { readCueBlocks } from './cue-blocks.ts';
import { decodeEntities } from './entities.ts';
import type { ImportedTranscript } from './imported-transcript.ts';
import { nameBareCues } from './name-bare-cues.ts';
import { oneLine } from './one-line.ts';
import { fromLines } from './spoken-line.ts';
import { unreadable } from './unreadable.ts';

const VOICE = /<v(?:\.[^\s>]*)?[ \t]+([^>]*)>/g;
const TAG = /<\/?(?:[cibuv]|ruby|rt|lang)(?:[.\s][^>]*)?>|<\d[\d:.]*>/g;

/** WebVTT with `<v Name>`; several voices in one cue become several utterances with its times. */
export function parseVtt(text: string, fileName: string): ImportedTranscript {
  if (!/^WEBVTT(?:[\s]|$)/.test(text)) throw unreadable(fileName, 'it does not begin with WEBVTT');
  const lines = readCueBlocks(text, fileName).flatMap(({ startMs, endMs, payload }) =>
    voicesOf(payload).map(({ name, words }) => ({ name, startMs, endMs, text: words })),
  );
  return fromLines(nameBareCues(lines));
}

function voicesOf(payload: string): readonly { readonly name: string | null; readonly words: string }[] {
  const voices = [...payload.matchAll(VOICE)];
  const first = payload.slice(0, voices[0]?.index ?? payload.length);
  const parts = [{ name: null as string | null, words: first }];
  for (const [index, voice] of voices.entries()) {
    const end = voices[index + 1]?.index ?? payload.length;
    const name = plain(voice[1] ?? '');
    parts.push({ name: name === '' ? null : name, words: payload.slice(voice.index + voice[0].length, end) });
  }
  return parts.map(({ name, words }) => ({ name, words: plain(words) })).filter(({ words }) => words !== '');
}

const plain = (markup: string): string => oneLine(decodeEntities(markup.replaceAll(TAG, '')));
