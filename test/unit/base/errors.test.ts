import { describe, expect, it } from 'vitest';
import { type ErrorCode, errorRules, MomError, toMomError } from '../../../src/errors.ts';

describe('errors', () => {
  it('have one clear sentence each', () => {
    for (const code of Object.keys(errorRules) as ErrorCode[]) {
      const { sentence } = new MomError(code, 'it says so.', { file: '/a/b/meeting.mp3' });
      expect(sentence.length).toBeGreaterThan(0);
      expect(sentence).not.toContain('\n');
      expect(sentence).not.toContain('/a/b/');
    }
  });

  it('name the file by its base name, and nothing of it can reach the terminal as a command', () => {
    const error = new MomError('recording_empty', 'the file is empty', { file: '/tmp/\u001b[31mevil\nname\u202e.mp3' });
    expect(error.sentence).toBe('"?[31mevil?name?.mp3" is empty.');
  });

  it('shorten an endless file name', () => {
    expect(new MomError('recording_empty', 'empty', { file: 'x'.repeat(5_000) }).sentence.length).toBeLessThan(150);
  });

  it('keep what they wrap', () => {
    const cause = new TypeError('x is not a function');
    expect(toMomError(cause)).toMatchObject({ code: 'internal', cause });
    const known = new MomError('stt_timeout', 'no answer in 20 s');
    expect(toMomError(known)).toBe(known);
    expect(known.retryable).toBe(true);
  });

  it('know an abort from a failure', () => {
    const controller = new AbortController();
    controller.abort();
    expect(toMomError(controller.signal.reason).code).toBe('aborted');
  });
});
