import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createProgress } from '../../../src/cli/progress.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';

function terminal(isTTY: boolean, columns = 60) {
  const stderr = Object.assign(new PassThrough(), { isTTY });
  const clock = new FakeClock();
  const written = () => String(stderr.read() ?? '');
  return { progress: createProgress({ stderr, columns }, clock), clock, written };
}

const delta = (positionMs: number) => ({ type: 'track-delta', trackId: 't1', positionMs, totalMs: 60_000 }) as const;

describe('progress', () => {
  it('is one line that fits, redrawn at most ten times a second, and gone in the end', async () => {
    const { progress, clock, written } = terminal(true);
    for (let position = 1_000; position <= 30_000; position += 1_000) {
      progress.onEvent(delta(position));
      await clock.advance(20);
    }
    const frames = written().split('\r').filter(Boolean);
    expect(frames.length).toBeLessThanOrEqual(6);
    for (const frame of frames) expect(frame.replace('\u001b[K', '').length).toBeLessThan(60);
    expect(frames.at(-1)).toMatch(/^Transcribing █+░+ 0:2\d of 1:00/);
    progress[Symbol.dispose]();
    expect(written()).toBe('\r\u001b[K');
    progress[Symbol.dispose]();
    expect(written()).toBe('');
  });

  it('shows a download in megabytes', () => {
    const { progress, written } = terminal(true, 100);
    progress.onDownload({ name: 'base', receivedBytes: 74_000_000, totalBytes: 148_000_000 });
    expect(written()).toContain('Model base ████████████░░░░░░░░░░░░ 74 of 148 MB');
  });

  it('is quiet when nobody watches', () => {
    const { progress, written } = terminal(false);
    progress.onEvent(delta(1_000));
    progress.onDownload({ name: 'base', receivedBytes: 1, totalBytes: 2 });
    expect(written()).toBe('');
  });
});
