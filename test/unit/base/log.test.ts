import { describe, expect, it } from 'vitest';
import { createLog } from '../../../src/log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog('info', { write: (line) => void lines.push(line) }));
  return lines.join('');
}

describe('log', () => {
  it.each([
    ['xoxb-1234567890-abcdefghij', 'Slack bot'],
    ['xapp-1-A111-222-abcdef', 'Slack app'],
    ['sk-or-v1-0123456789abcdef', 'OpenRouter'],
    ['gsk_0123456789abcdefghij', 'Groq'],
    ['Bearer abcdefgh.ijklmnop', 'header'],
  ])('never writes %s (%s), wherever it stands', (secret) => {
    const text = logged((log) => log.info({ deep: { deeper: [`x ${secret} y`] } }, `message with ${secret}`));
    expect(text).not.toContain(secret);
    expect(text).toContain('[secret]');
  });

  it('writes fields and message as one JSON line', () => {
    const text = logged((log) => log.info({ meetingId: 'm1', chunks: 3 }, 'transcript stored'));
    expect(JSON.parse(text)).toMatchObject({ meetingId: 'm1', chunks: 3, msg: 'transcript stored' });
  });
});
