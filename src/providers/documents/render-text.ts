import type { MeetingDocument } from '../../ports/document-writer.ts';
import { cleanText } from './clean-text.ts';
import { clockTime, dayInWords, lengthInWords } from './clock-time.ts';
import { type Cue, cuesOf, translationLine } from './cues.ts';

/**
 * The transcript as plain lines, "[0:34] Maya: …", with a translation indented below; the lines with "#" at the top tell which meeting it is and what
 * is missing.
 */
export function renderText({ meeting, durationMs, transcript, warnings }: MeetingDocument, timeZone: string): string {
  const lines = cuesOf(transcript).flatMap(linesOf);
  const heading = [
    `# ${cleanText(meeting.title)}`,
    `# ${dayInWords(meeting.startedAtMs, timeZone)}, ${lengthInWords(durationMs)}`,
    ...warnings.map(({ text }) => `# ${cleanText(text)}`),
  ];
  if (lines.length === 0) heading.push('# Nothing was said that could be understood.');
  return `${[...heading, '', ...lines].join('\n')}\n`;
}

function linesOf(cue: Cue): string[] {
  const { startMs, name, text } = cue;
  const words = name === null || name === '' ? text : `${name}: ${text}`;
  const translation = translationLine([cue]);
  return [`[${clockTime(startMs)}] ${words}`, ...(translation === null ? [] : [`    ${translation}`])];
}
