import type { Writable } from 'node:stream';
import type { Segment } from '../domain/segment.ts';
import type { Speaker } from '../domain/speaker.ts';
import type { MeetingListener } from '../meeting/index.ts';
import { type Paint, writeLine } from './cli-io.ts';
import { clockText } from './time-text.ts';

const COLOURS = ['cyan', 'magenta', 'yellow', 'green', 'blue', 'red'] as const;

/** Writes each caption as it comes: time, name, words; a speaker keeps one colour. */
export function captionWriter(stream: Writable, speakers: readonly Speaker[], paint: Paint): MeetingListener {
  const width = Math.max(...speakers.map((speaker) => speaker.name.length));
  const colours = new Map(speakers.map(({ speaker }, index) => [speaker, COLOURS[index % COLOURS.length] ?? 'cyan']));
  const line = ({ speaker, name }: Speaker, segment: Segment): string => {
    const time = paint('dim', clockText(segment.startMs).padStart(7));
    return `${time}  ${paint([colours.get(speaker) ?? 'cyan', 'bold'], name.padEnd(width))}  ${segment.text}`;
  };
  return (event) => {
    if (event.type !== 'chunk-end') return;
    for (const segment of event.result.segments) writeLine(stream, line(event.speaker, segment));
  };
}
