import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { captionWriter } from '../../../src/cli/captions.ts';
import { Page } from '../../../src/cli/page.ts';
import type { LiveEvent } from '../../../src/meeting/index.ts';
import { aCaption } from '../../contract/a-stored-meeting.ts';

const maya = { speaker: '1001', name: 'Maya' };

function written(events: readonly LiveEvent[]): string[] {
  const stream = new PassThrough();
  const write = captionWriter(
    stream,
    [maya, { speaker: '1002', name: 'Tom' }],
    new Page({ useColour: false, columns: 60 }),
  );
  for (const event of events) write(event);
  return String(stream.read() ?? '')
    .split('\n')
    .slice(0, -1);
}

describe('captions in a terminal', () => {
  it('come whole, once, with time and name, without what strangers put into their words', () => {
    const caption = aCaption({ ...maya, startMs: 65_000, text: 'We ship\u001b[31m on Friday.' });
    const { text: _, ...rest } = caption;
    const lines = written([
      { type: 'caption-start', caption: { ...rest, text: 'We', isFinal: false } },
      { type: 'caption-delta', caption: { ...caption, isFinal: false }, delta: ' ship' },
      { type: 'caption-end', caption },
    ]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^ {3}1:05 {2}Maya {2}We ship.*on Friday\.$/);
    expect(lines[0]).not.toContain('\u001b');
  });

  it('tell what was not heard, and that they are behind', () => {
    const gap = {
      type: 'caption-gap',
      trackId: 't1',
      ...maya,
      startMs: 0,
      endMs: 2_400,
      reason: 'stt_timeout',
    } as const;
    expect(written([gap, { type: 'lag-start', lagMs: 10_200 }, { type: 'lag-end', lagMs: 0 }])).toEqual([
      '   0:00  Maya  (3 s not heard live: stt_timeout)',
      '         Captions are 11 s behind.',
      '         Captions have caught up.',
    ]);
  });
});
