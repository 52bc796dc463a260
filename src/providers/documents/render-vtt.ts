import type { MeetingDocument } from '../../ports/document-writer.ts';
import { subtitleTime } from './clock-time.ts';
import { type Cue, cuesOf } from './cues.ts';

/** WebVTT with a voice tag for every speaker. */
export function renderVtt({ transcript }: MeetingDocument): string {
  return ['WEBVTT\n', ...cuesOf(transcript).map(cueOf)].join('\n');
}

function cueOf({ id, startMs, endMs, name, text }: Cue): string {
  const times = `${subtitleTime(startMs, '.')} --> ${subtitleTime(endMs, '.')}`;
  const voice = name === null || name === '' ? '' : `<v ${escapeVtt(name)}>`;
  return `${id.replaceAll('-->', '->')}\n${times}\n${voice}${escapeVtt(text)}\n`;
}

// "-->" anywhere in a cue ends it; the escaped ">" takes care of that too.
const escapeVtt = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
