import type { MeetingDocument } from '../../ports/document-writer.ts';
import { subtitleTime } from './clock-time.ts';
import { type Cue, cuesOf } from './cues.ts';

/** SubRip subtitles with the name before the text. A meeting without words is one empty line, because the file must not be empty. */
export function renderSrt({ transcript }: MeetingDocument): string {
  const cues = cuesOf(transcript).map(cueOf);
  return cues.length === 0 ? '\n' : cues.join('\n');
}

function cueOf({ startMs, endMs, name, text }: Cue, index: number): string {
  const times = `${subtitleTime(startMs, ',')} --> ${subtitleTime(endMs, ',')}`;
  // Words that look like a time line would end the cue early.
  const words = (name === null || name === '' ? text : `${name}: ${text}`).replaceAll('-->', '->');
  return `${index + 1}\n${times}\n${words}\n`;
}
