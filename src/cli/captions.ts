import type { Writable } from 'node:stream';
import type { Segment } from '../domain/segment.ts';
import type { Speaker } from '../domain/speaker.ts';
import type { MeetingListener } from '../meeting/index.ts';
import { writeLine } from './cli-io.ts';
import type { Page } from './page.ts';
import { printable } from './terminal-text.ts';
import { clockText } from './time-text.ts';

const COLOURS = ['cyan', 'magenta', 'yellow', 'green', 'blue', 'red'] as const;
const TIME_COLUMNS = 7;

/** Writes each caption as it comes: time, name, words; a speaker keeps one colour. */
export function captionWriter(stream: Writable, speakers: readonly Speaker[], page: Page): MeetingListener {
  const width = Math.max(...speakers.map((speaker) => speaker.name.length));
  const colours = new Map(speakers.map(({ speaker }, index) => [speaker, COLOURS[index % COLOURS.length] ?? 'cyan']));
  const caption = ({ speaker, name }: Speaker, segment: Segment): string[] => {
    const time = page.paint('dim', clockText(segment.startMs).padStart(TIME_COLUMNS));
    const who = page.paint([colours.get(speaker) ?? 'cyan', 'bold'], printable(name).padEnd(width));
    return page.fit(`${time}  ${who}  ${printable(segment.text)}`, TIME_COLUMNS + width + 4);
  };
  return (event) => {
    if (event.type !== 'chunk-end' || event.pass !== 'live') return;
    for (const segment of event.result.segments)
      for (const line of caption(event.speaker, segment)) writeLine(stream, line);
  };
}
