import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MomError } from '../../src/errors.ts';
import type { Transcription } from '../../src/ports/transcriber.ts';
import { type SttCue, SttServer } from '../doubles/stt-server.ts';
import { aTranscriber, HurriedClock, NEVER_MS, request, TEXT, textOf } from './stt-http-rig.ts';

describe('whatever the hosts do', () => {
  const cue: fc.Arbitrary<SttCue | null> = fc.oneof(
    fc.constant(null),
    fc.constantFrom<SttCue>({ kind: 'cut' }, { kind: 'hang-up' }, { kind: 'endless' }),
    fc
      .constantFrom(400, 404, 413, 429, 500, 503)
      .map((status) => ({ kind: 'status', status, headers: { 'retry-after': '3' } }) as const),
    fc.constantFrom('', '{', '<p>', '[]', '{"error":1}').map((body) => ({ kind: 'body', body }) as const),
  );
  const works: SttCue = { kind: 'body', body: JSON.stringify({ text: TEXT }) };

  it('every chunk gets its text or an error of ours, and the hosts get work again when they are well', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(cue, { maxLength: 12 }), fc.array(cue, { maxLength: 12 }), async (some, others) => {
        await using one = await SttServer.open('whisper-server');
        await using other = await SttServer.open('groq');
        one.next(...some.map((told) => told ?? works));
        other.next(...others.map((told) => told ?? works));
        const clock = new HurriedClock();
        await using test = aTranscriber({
          clock,
          timeoutMs: NEVER_MS,
          hosts: [one.host({ concurrency: 2 }), other.host({ concurrency: 2 })],
        });
        const outcomes = await Promise.allSettled(
          Array.from({ length: 8 }, () => test.transcriber.transcribe(request)),
        );
        for (const outcome of outcomes) checkOutcome(outcome);
        one.next(...Array<SttCue>(40).fill(works));
        const { seen } = one;
        const before = seen.length;
        for (let index = 0; index < 200 && seen.length === before; index += 1) {
          await clock.delay(1_000);
          await test.transcriber.transcribe(request).catch(() => undefined);
        }
        expect(seen.length).toBeGreaterThan(before);
      }),
      { numRuns: 40 },
    );
  });
});

function checkOutcome(outcome: PromiseSettledResult<Transcription>): void {
  if (outcome.status === 'fulfilled') expect(textOf(outcome.value)).toBe(TEXT);
  else {
    expect(outcome.reason).toBeInstanceOf(MomError);
    expect(['stt_failed', 'engine_missing']).toContain((outcome.reason as MomError).code);
  }
}
