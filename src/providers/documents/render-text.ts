import type { MeetingDocument } from '../../ports/document-writer.ts';
import { cleanText } from './clean-text.ts';
import { clockTime, dayInWords, lengthInWords } from './clock-time.ts';
import { cuesOf } from './cues.ts';

/** The transcript as plain lines, "[0:34] Maya: …"; the lines with "#" at the top tell which meeting it is. */
export function renderText({ meeting, durationMs, transcript }: MeetingDocument, timeZone: string): string {
  const lines = cuesOf(transcript).map(({ startMs, name, text }) => {
    const words = name === null || name === '' ? text : `${name}: ${text}`;
    return `[${clockTime(startMs)}] ${words}`;
  });
  const heading = [
    `# ${cleanText(meeting.title)}`,
    `# ${dayInWords(meeting.startedAtMs, timeZone)}, ${lengthInWords(durationMs)}`,
  ];
  if (lines.length === 0) heading.push('# Nothing was said that could be understood.');
  return `${[...heading, '', ...lines].join('\n')}\n`;
}
