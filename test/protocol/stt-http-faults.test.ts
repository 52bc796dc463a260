import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpTranscriberOptions } from '../../src/providers/stt-http/index.ts';
import { FakeTranscriber, ok } from '../doubles/fake-transcriber.ts';
import { SttServer } from '../doubles/stt-server.ts';
import {
  ask,
  aTranscriber,
  failure,
  hurried,
  request,
  TEXT,
  type TestTranscriber,
  TIMEOUT_MS,
  textOf,
  until,
} from './stt-http-rig.ts';

let first: SttServer;
let second: SttServer;
beforeEach(async () => {
  first = await SttServer.open('whisper-server');
  second = await SttServer.open('openai');
});
afterEach(async () => {
  await Promise.all([first[Symbol.asyncDispose](), second[Symbol.asyncDispose]()]);
  expect([...first.complaints, ...second.complaints]).toEqual([]);
});
const open = (options: Partial<HttpTranscriberOptions> = {}) =>
  aTranscriber({ hosts: [first.host(), second.host()], ...options });

describe('a host that goes away in the middle of its work', () => {
  it('is noticed by nobody but the log, and gets work again when it is back', async () => {
    await using test = open({ hosts: [first.host({ concurrency: 3 }), second.host({ concurrency: 3 })] });
    first.next({ kind: 'stall' }, { kind: 'stall' }, { kind: 'stall' });
    const calls = Array.from({ length: 12 }, () => test.transcriber.transcribe(request));
    await until(() => first.seen.length === 3);
    await first.fall();
    for (const call of calls) expect(textOf(await call)).toBe(TEXT);
    const { jobs, faults, restarts } = test.transcriber.health();
    expect([jobs, restarts]).toEqual([12, 0]);
    expect(faults).toBeGreaterThanOrEqual(3);
    expect(test.warnings()).toHaveLength(faults);
    expect(test.warnings()).toContain('transcription host failed and rests');
    await first.rise();
    await test.clock.advance(1_000);
    await test.transcriber.transcribe(request);
    await until(() => first.healthChecks === 1);
    await until(() => !test.transcriber.health().description.includes('probing'));
    await test.transcriber.transcribe(request);
    expect(first.seen).toHaveLength(4);
    expect(test.infos()).toEqual(['transcription host is back']);
    expect(test.transcriber.health().restarts).toBe(1);
  });

  it.each([{ kind: 'hang-up' }, { kind: 'cut' }] as const)(
    'is tried a second time when there is no other ($kind)',
    async (cue) => {
      await using test = open({ hosts: [first.host()] });
      first.next(cue);
      expect(textOf(await ask(test))).toBe(TEXT);
      expect(first.seen).toHaveLength(2);
    },
  );
});

describe('when no host is left', () => {
  it('the fallback takes over, which is said once, until a host answers again', async () => {
    const fallback = new FakeTranscriber(() => ok('from here'));
    await using test = open({ hosts: [first.host()], fallback });
    await first.fall();
    expect(textOf(await ask(test))).toBe('from here');
    for (let index = 0; index < 5; index += 1)
      expect(textOf(await test.transcriber.transcribe(request))).toBe('from here');
    expect(test.warnings().filter((text) => text.includes('fallback'))).toHaveLength(1);
    await first.rise();
    await test.clock.advance(1_000);
    await test.transcriber.transcribe(request);
    await until(() => !/probing|resting/.test(test.transcriber.health().description));
    expect(textOf(await test.transcriber.transcribe(request))).toBe(TEXT);
    expect(test.infos()).toContain('a transcription host answers again');
    await fallback[Symbol.asyncDispose]();
  });

  it('says so at once when none has ever answered', async () => {
    await using test = open();
    await Promise.all([first.fall(), second.fall()]);
    const error = await failure(ask(test));
    expect(error).toMatchObject({ code: 'engine_missing', retryable: true });
    expect(test.transcriber.health().faults).toBe(4);
    expect(error.sentence).toMatch(
      /^The transcription engine is not ready: 127\.0\.0\.1:\d+ can't be reached \(ECONNREFUSED\)\.$/,
    );
  });

  it('waits for one that has worked before, while that makes sense', async () => {
    await using test = open({ hosts: [first.host()] });
    await test.transcriber.transcribe(request);
    await first.fall();
    const rested = test.clock.nextDelay(1_000);
    const calls = [1, 2, 3].map(() => ask(test));
    await rested;
    await first.rise();
    await test.clock.advance(1_000);
    for (const call of calls) expect(textOf(await call)).toBe(TEXT);
    expect(test.clock.pending).toBe(0);
  });

  it('does not wait longer than for an answer', async () => {
    await using test = open({ hosts: [first.host()] });
    await test.transcriber.transcribe(request);
    await first.fall();
    const startedMs = test.clock.now();
    let isOver = false;
    const call = failure(test.transcriber.transcribe(request)).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await test.clock.advance(250);
      await setImmediate();
    }
    expect(await call).toMatchObject({ code: 'engine_missing', retryable: true });
    expect((await call).message).toMatch(/^127\.0\.0\.1:\d+ can't be reached/);
    const waitedMs = test.clock.now() - startedMs;
    expect(waitedMs).toBeGreaterThan(5_000);
    expect(waitedMs).toBeLessThanOrEqual(TIMEOUT_MS);
    expect(test.clock.pending).toBe(0);
  });
});

describe('the circuit breaker', () => {
  const broken = { kind: 'status', status: 500 } as const;
  /** Opens it at once. */
  const gone = { kind: 'status', status: 404 } as const;

  it('opens after three failures in a row, and rests longer each time', async () => {
    await using test = open({ hosts: [first.host()], fallback: new FakeTranscriber(() => ok('from here')) });
    first.next(broken, broken, broken);
    first.healthStatus = 503;
    await ask(test);
    await test.transcriber.transcribe(request);
    expect(first.seen).toHaveLength(3);
    for (const [index, restMs] of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000].entries()) {
      await test.clock.advance(restMs - 1);
      await test.transcriber.transcribe(request);
      expect(first.healthChecks).toBe(index);
      await test.clock.advance(1);
      await test.transcriber.transcribe(request);
      await until(() => first.healthChecks === index + 1 && test.transcriber.health().description.includes('resting'));
    }
    expect(first.seen).toHaveLength(3);
  });

  it('lets one chunk try a host that is back, and opens again when that fails', async () => {
    await using test = open({
      hosts: [first.host({ concurrency: 4 })],
      fallback: new FakeTranscriber(() => ok('from here')),
    });
    first.next(gone, { kind: 'stall' });
    expect(textOf(await test.transcriber.transcribe(request))).toBe('from here');
    await onTrial(test);
    const arrived = first.arrival();
    const trial = test.transcriber.transcribe(request);
    await arrived;
    const others = [1, 2].map(() => test.transcriber.transcribe(request));
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    expect(first.seen).toHaveLength(2);
    first.release();
    for (const call of [trial, ...others]) expect(textOf(await call)).toBe(TEXT);
    expect(test.transcriber.health().restarts).toBe(1);
    first.next(gone, gone);
    expect(textOf(await test.transcriber.transcribe(request))).toBe('from here');
    await onTrial(test);
    expect(textOf(await test.transcriber.transcribe(request))).toBe('from here');
    expect(test.transcriber.health()).toMatchObject({ restarts: 1, description: expect.stringContaining('resting') });
  });

  /** Passes over the rest and lets the host say that it is well. */
  async function onTrial(test: TestTranscriber): Promise<void> {
    await test.clock.advance(2_000);
    await test.transcriber.transcribe(request);
    await until(() => test.transcriber.health().description.includes('trial'));
  }

  it('takes a refusal for a sign of health', async () => {
    await using test = open({ hosts: [first.host()], fallback: new FakeTranscriber(() => ok('from here')) });
    first.next(gone, { kind: 'status', status: 400 });
    await test.transcriber.transcribe(request);
    await onTrial(test);
    expect(await failure(test.transcriber.transcribe(request))).toMatchObject({ code: 'stt_failed' });
    expect(test.infos()).toEqual(['transcription host is back']);
    expect(textOf(await test.transcriber.transcribe(request))).toBe(TEXT);
  });

  it('counts failures in a row only', async () => {
    await using test = open({ hosts: [first.host(), second.host()] });
    for (let index = 0; index < 5; index += 1) {
      first.next(broken);
      second.next(broken);
      expect(textOf(await ask(test))).toBe(TEXT);
      expect(textOf(await test.transcriber.transcribe(request))).toBe(TEXT);
    }
    expect(test.warnings()).not.toContain('transcription host failed and rests');
  });

  it('has no timer while nobody waits', async () => {
    await using test = open({ hosts: [first.host()] });
    await test.transcriber.transcribe(request);
    expect(test.clock.pending).toBe(0);
    await first.fall();
    const resting = test.clock.nextDelay(1_000);
    const stop = new AbortController();
    const call = hurried(test, test.transcriber.transcribe(request, stop.signal)).catch((error: unknown) => error);
    await resting;
    expect(test.clock.pending).toBe(1);
    stop.abort(new Error('enough'));
    expect(await call).toBe(stop.signal.reason);
    expect(test.clock.pending).toBe(0);
  });
});

describe('a limit (429)', () => {
  const limited = (seconds: string) =>
    ({
      kind: 'status',
      status: 429,
      headers: { 'retry-after': seconds },
      body: '{"error":{"message":"slow down"}}',
    }) as const;

  it('sends the chunk to another host at once', async () => {
    await using test = open();
    first.next(limited('30'));
    for (let index = 0; index < 4; index += 1) expect(textOf(await test.transcriber.transcribe(request))).toBe(TEXT);
    expect([first.seen.length, second.seen.length]).toEqual([1, 4]);
  });

  it('is waited for when there is no other, for as long as the host says', async () => {
    await using test = open({ hosts: [second.host()] });
    second.next(limited('2'));
    const resting = test.clock.nextDelay(2_000);
    const call = test.transcriber.transcribe(request);
    await resting;
    await test.clock.advance(1_999);
    expect(second.requests).toBe(1);
    await test.clock.advance(1);
    expect(textOf(await hurried(test, call))).toBe(TEXT);
  });

  it('that is far away is no reason to wait', async () => {
    await using test = open({ hosts: [second.host()] });
    second.next(limited('86400'));
    const error = await failure(test.transcriber.transcribe(request));
    expect(error).toMatchObject({ code: 'engine_missing', retryable: true });
    expect(error.message).toContain('answered 429: "slow down"');
  });
});

describe('a host that hangs', () => {
  it('is left after the time for one request, and its connection closed', async () => {
    await using test = open();
    first.next({ kind: 'stall' });
    const [arrived, left] = [first.arrival(), first.departure()];
    const call = test.transcriber.transcribe(request);
    await arrived;
    await test.clock.advance(TIMEOUT_MS);
    expect(textOf(await call)).toBe(TEXT);
    await left;
    expect(test.warnings()).toEqual(['transcription host failed and rests']);
  });

  it('is a timeout when there is no other', async () => {
    await using test = open({ hosts: [first.host()] });
    first.next({ kind: 'stall' });
    const arrived = first.arrival();
    const call = failure(test.transcriber.transcribe(request));
    await arrived;
    await test.clock.advance(TIMEOUT_MS);
    expect(await call).toMatchObject({ code: 'stt_timeout', retryable: true });
    expect((await call).sentence).toMatch(/^Transcription took too long: 127\.0\.0\.1:\d+ gave no answer in 20 s\.$/);
  });
});
