import type { Writable } from 'node:stream';
import type { Speaker } from '../domain/speaker.ts';
import type { LiveEvent } from '../meeting/index.ts';
import { writeLine } from './cli-io.ts';
import type { Page } from './page.ts';
import { printable } from './terminal-text.ts';
import { clockText } from './time-text.ts';

const COLOURS = ['cyan', 'magenta', 'yellow', 'green', 'blue', 'red'] as const;
const TIME_COLUMNS = 7;

/** Writes each caption when it is complete: time, name, words; a speaker keeps one colour. What was not heard is told, too. */
export function captionWriter(stream: Writable, speakers: readonly Speaker[], page: Page): (event: LiveEvent) => void {
  const width = Math.max(...speakers.map((speaker) => speaker.name.length));
  const colours = new Map(speakers.map(({ speaker }, index) => [speaker, COLOURS[index % COLOURS.length] ?? 'cyan']));
  const line = ({ speaker, name }: Speaker, startMs: number, text: string): void => {
    const time = page.paint('dim', clockText(startMs).padStart(TIME_COLUMNS));
    const who = page.paint([colours.get(speaker) ?? 'cyan', 'bold'], printable(name).padEnd(width));
    for (const part of page.fit(`${time}  ${who}  ${text}`, TIME_COLUMNS + width + 4)) writeLine(stream, part);
  };
  const notice = (text: string): void => writeLine(stream, page.paint('dim', `${' '.repeat(TIME_COLUMNS)}  ${text}`));
  return (event) => {
    if (event.type === 'caption-end') line(event.caption, event.caption.startMs, printable(event.caption.text));
    if (event.type === 'caption-gap') line(event, event.startMs, page.paint('dim', gapText(event)));
    if (event.type === 'lag-start') notice(`Captions are ${seconds(event.lagMs)} s behind.`);
    if (event.type === 'lag-end') notice('Captions have caught up.');
  };
}

const gapText = ({ startMs, endMs, reason }: Extract<LiveEvent, { type: 'caption-gap' }>): string =>
  `(${seconds(endMs - startMs)} s not heard live: ${reason})`;

const seconds = (ms: number): number => Math.ceil(ms / 1_000);
