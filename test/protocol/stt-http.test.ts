import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import { MomError } from '../../src/errors.ts';
import type { Transcription } from '../../src/ports/transcriber.ts';
import {
  createHttpTranscriber,
  type HttpTranscriberOptions,
  type TranscriptionUsage,
} from '../../src/providers/stt-http/index.ts';
import { FakeTranscriber, ok } from '../doubles/fake-transcriber.ts';
import { recordedLog } from '../doubles/recorded-log.ts';
import { type SttCue, SttServer } from '../doubles/stt-server.ts';
import { WatchedClock } from '../doubles/watched-clock.ts';

const TIMEOUT_MS = 20_000;
const RETRY_PAUSE_MS = 250;
const TEXT = 'hi there, all.';
const request = { pcm: new Float32Array(32_000).fill(0.1), language: 'en' };

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

function aTranscriber(options: Partial<HttpTranscriberOptions> = {}) {
  const clock = new WatchedClock();
  const { log, lines } = recordedLog();
  const hosts = [first.host(), second.host()];
  const transcriber = createHttpTranscriber({ hosts, timeoutMs: TIMEOUT_MS, clock, log, ...options });
  const messages = (level: number) =>
    lines.filter((line) => line['level'] === level).map((line) => String(line['msg']));
  return {
    transcriber,
    clock,
    lines,
    infos: () => messages(30),
    warnings: () => messages(40),
    errors: () => messages(50),
    [Symbol.asyncDispose]: () => transcriber[Symbol.asyncDispose](),
  };
}
const failure = (work: Promise<unknown>): Promise<MomError> =>
  work.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => (error instanceof MomError ? error : expect.fail(String(error))),
  );
const textOf = ({ segments }: Transcription): string => segments.map((segment) => segment.text).join(' ');

/** Lets the network come to it, without a guess at how long that takes. */
async function until(isSo: () => boolean): Promise<void> {
  const startedMs = performance.now();
  while (!isSo()) {
    if (performance.now() - startedMs > 10_000) expect.fail(`never came to it: ${isSo}`);
    await setImmediate();
  }
}

/** Lets the work go on to its end, passing over the pauses before second tries. */
async function hurried<T>(test: ReturnType<typeof aTranscriber>, work: Promise<T>): Promise<T> {
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  over.catch(() => undefined);
  let passed = 0;
  while (!isOver) {
    const pauses = test.clock.asked.filter((ms) => ms === RETRY_PAUSE_MS).length;
    if (pauses > passed) await test.clock.advance(RETRY_PAUSE_MS);
    else await setImmediate();
    passed = pauses;
  }
  return await over;
}

const ask = (test: ReturnType<typeof aTranscriber>): Promise<Transcription> =>
  hurried(test, test.transcriber.transcribe(request));

describe('several hosts', () => {
  it('get the chunks by who is least busy, never more than they can work on, in the order of the calls', async () => {
    await using test = aTranscriber({ hosts: [first.host({ concurrency: 1 }), second.host({ concurrency: 2 })] });
    expect(test.transcriber.concurrency).toBe(3);
    first.next({ kind: 'stall' });
    second.next({ kind: 'stall' }, { kind: 'stall' });
    const ended: number[] = [];
    const calls = [0, 1, 2, 3, 4].map((index) => test.transcriber.transcribe(request).then(() => ended.push(index)));
    await until(() => first.seen.length === 1 && second.seen.length === 2);
    first.release();
    await Promise.all([calls[0], calls[3], calls[4]]);
    expect(ended).toEqual([0, 3, 4]);
    second.release();
    await Promise.all(calls);
    expect([first.mostRunning, second.mostRunning]).toEqual([1, 2]);
    expect(first.seen.length).toBe(3);
  });

  it('share work that comes one by one', async () => {
    await using test = aTranscriber();
    for (let index = 0; index < 6; index += 1) await test.transcriber.transcribe(request);
    expect([first.seen.length, second.seen.length]).toEqual([3, 3]);
  });

  it('can do together what each of them can', () => {
    const hosts = [first.host(), second.host()];
    const { capabilities } = aTranscriber({ hosts }).transcriber;
    expect(capabilities).toEqual({
      wordTimes: true,
      tokenProbabilities: true,
      prompt: true,
      beam: false,
      translate: false,
      shortContext: false,
      maxChunkMs: 30_000,
    });
    expect(aTranscriber({ hosts: [first.host()] }).transcriber.capabilities.translate).toBe(true);
    const fallback = new FakeTranscriber([], { capabilities: { wordTimes: false, maxChunkMs: 10_000 } });
    expect(aTranscriber({ hosts, fallback }).transcriber.capabilities).toMatchObject({
      wordTimes: false,
      maxChunkMs: 10_000,
    });
  });
});

describe('a host that goes away in the middle of its work', () => {
  it('is noticed by nobody but the log, and gets work again when it is back', async () => {
    await using test = aTranscriber({ hosts: [first.host({ concurrency: 3 }), second.host({ concurrency: 3 })] });
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
      await using test = aTranscriber({ hosts: [first.host()] });
      first.next(cue);
      expect(textOf(await ask(test))).toBe(TEXT);
      expect(first.seen).toHaveLength(2);
    },
  );
});

describe('when no host is left', () => {
  it('the fallback takes over, which is said once, until a host answers again', async () => {
    const fallback = new FakeTranscriber(() => ok('from here'));
    await using test = aTranscriber({ hosts: [first.host()], fallback });
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
    await using test = aTranscriber();
    await Promise.all([first.fall(), second.fall()]);
    const error = await failure(ask(test));
    expect(error).toMatchObject({ code: 'engine_missing', retryable: true });
    expect(error.sentence).toMatch(
      /^The transcription engine is not ready: 127\.0\.0\.1:\d+ can't be reached \(ECONNREFUSED\)\.$/,
    );
  });

  it('waits for one that has worked before, while that makes sense', async () => {
    await using test = aTranscriber({ hosts: [first.host()] });
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
    await using test = aTranscriber({ hosts: [first.host()] });
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
    await using test = aTranscriber({ hosts: [first.host()], fallback: new FakeTranscriber(() => ok('from here')) });
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
    await using test = aTranscriber({
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
  async function onTrial(test: ReturnType<typeof aTranscriber>): Promise<void> {
    await test.clock.advance(2_000);
    await test.transcriber.transcribe(request);
    await until(() => test.transcriber.health().description.includes('trial'));
  }

  it('takes a refusal for a sign of health', async () => {
    await using test = aTranscriber({ hosts: [first.host()], fallback: new FakeTranscriber(() => ok('from here')) });
    first.next(gone, { kind: 'status', status: 400 });
    await test.transcriber.transcribe(request);
    await onTrial(test);
    expect(await failure(test.transcriber.transcribe(request))).toMatchObject({ code: 'stt_failed' });
    expect(test.infos()).toEqual(['transcription host is back']);
    expect(textOf(await test.transcriber.transcribe(request))).toBe(TEXT);
  });

  it('counts failures in a row only', async () => {
    await using test = aTranscriber({ hosts: [first.host(), second.host()] });
    for (let index = 0; index < 5; index += 1) {
      first.next(broken);
      second.next(broken);
      expect(textOf(await ask(test))).toBe(TEXT);
      expect(textOf(await test.transcriber.transcribe(request))).toBe(TEXT);
    }
    expect(test.warnings()).not.toContain('transcription host failed and rests');
  });

  it('has no timer while nobody waits', async () => {
    await using test = aTranscriber({ hosts: [first.host()] });
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
    await using test = aTranscriber();
    first.next(limited('30'));
    for (let index = 0; index < 4; index += 1) expect(textOf(await test.transcriber.transcribe(request))).toBe(TEXT);
    expect([first.seen.length, second.seen.length]).toEqual([1, 4]);
  });

  it('is waited for when there is no other, for as long as the host says', async () => {
    await using test = aTranscriber({ hosts: [second.host()] });
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
    await using test = aTranscriber({ hosts: [second.host()] });
    second.next(limited('86400'));
    const error = await failure(test.transcriber.transcribe(request));
    expect(error).toMatchObject({ code: 'engine_missing', retryable: true });
    expect(error.message).toContain('answered 429: "slow down"');
  });
});

describe('a host that hangs', () => {
  it('is left after the time for one request, and its connection closed', async () => {
    await using test = aTranscriber();
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
    await using test = aTranscriber({ hosts: [first.host()] });
    first.next({ kind: 'stall' });
    const arrived = first.arrival();
    const call = failure(test.transcriber.transcribe(request));
    await arrived;
    await test.clock.advance(TIMEOUT_MS);
    expect(await call).toMatchObject({ code: 'stt_timeout', retryable: true });
    expect((await call).sentence).toMatch(/^Transcription took too long: 127\.0\.0\.1:\d+ gave no answer in 20 s\.$/);
  });
});

describe('a refusal', () => {
  it.each([400, 413])('(%i) is for the chunk, which no other host gets', async (status) => {
    await using test = aTranscriber();
    first.next({ kind: 'status', status });
    expect(await failure(test.transcriber.transcribe(request))).toMatchObject({ code: 'stt_failed', retryable: false });
    expect(second.requests).toBe(0);
    expect(textOf(await test.transcriber.transcribe(request))).toBe(TEXT);
  });

  it.each([401, 403])('(%i) of the key switches its host off, and the others go on', async (status) => {
    await using test = aTranscriber({ hosts: [second.host(), first.host()] });
    second.next({ kind: 'status', status });
    for (let index = 0; index < 4; index += 1) expect(textOf(await test.transcriber.transcribe(request))).toBe(TEXT);
    await test.clock.advance(3_600_000);
    await test.transcriber.transcribe(request);
    expect(second.requests).toBe(1);
    expect(test.errors()).toEqual(['transcription host is off until the next start']);
    expect(test.transcriber.health().description).toContain(`off: ${second.name} answered ${status}`);
  });

  it('of the only key is an error of the engine, every time', async () => {
    const key = new Secret('gsk_wrong0123456789abc');
    await using test = aTranscriber({ hosts: [second.host({ apiKey: key })] });
    for (let index = 0; index < 3; index += 1) {
      const error = await failure(test.transcriber.transcribe(request));
      expect(error).toMatchObject({ code: 'engine_missing', retryable: false });
      expect(error.message).toContain(`${second.name} answered 401 (it does not accept the API key)`);
    }
    expect(second.requests).toBe(1);
  });

  it.each([
    ['no such address', () => first.host({ url: `${first.url}x/inference` })],
    ['no such model', () => second.host({ model: 'whisper-9' })],
  ])('for %s leaves the chunk to nobody else than it must', async (_, host) => {
    await using test = aTranscriber({ hosts: [host()] });
    const error = await failure(test.transcriber.transcribe(request));
    expect(error.retryable).toBe(false);
    expect(error.message).toMatch(/answered 40[04]/);
    first.complaints.length = 0;
    second.complaints.length = 0;
  });
});

it('follows no redirect: audio and key go where they were sent', async () => {
  await using test = aTranscriber({ hosts: [first.host()] });
  first.next({ kind: 'status', status: 307, headers: { location: second.url } });
  expect(await failure(test.transcriber.transcribe(request))).toMatchObject({
    code: 'engine_missing',
    retryable: false,
  });
  expect(second.requests).toBe(0);
});

describe('an answer that is no transcription', () => {
  const segments = (...all: readonly unknown[]) => JSON.stringify({ language: 'english', segments: all });
  const answers: readonly (readonly [string, SttCue])[] = [
    ['an error with 200', { kind: 'body', body: '{"error":{"message":"overloaded"}}' }],
    ['a web page with 200', { kind: 'body', body: '<html>Log in</html>', contentType: 'text/html' }],
    ['half of it', { kind: 'body', body: '{"text":"hi the' }],
    ['nothing', { kind: 'body', body: '' }],
    ['wrong types', { kind: 'body', body: segments({ text: 'hi', start: '0', end: 1 }) }],
    ['NaN', { kind: 'body', body: '{"segments":[{"text":"hi","start":NaN,"end":1}]}' }],
    ['too much', { kind: 'body', body: JSON.stringify({ text: 'hi '.repeat(400_000) }) }],
    ['no end', { kind: 'endless' }],
  ];

  it.each(answers)("(%s) is another host's work", async (_, cue) => {
    await using test = aTranscriber();
    first.next(cue);
    expect(textOf(await test.transcriber.transcribe(request))).toBe(TEXT);
    expect(test.transcriber.health().faults).toBe(1);
  });

  it.each(answers)('(%s) is a failure when there is no other', async (_, cue) => {
    await using test = aTranscriber({ hosts: [first.host()] });
    first.next(cue, cue);
    const error = await failure(ask(test));
    expect(error).toMatchObject({ code: 'stt_failed', retryable: true });
    expect(error.message).toMatch(/^127\.0\.0\.1:\d+ answered with /);
    expect(textOf(await test.transcriber.transcribe(request))).toBe(TEXT);
  });

  it('is none when only its times are wrong', async () => {
    await using test = aTranscriber({ hosts: [first.host()] });
    first.next({ kind: 'body', body: segments({ text: 'b', start: 50, end: 60 }, { text: 'a', start: -5, end: 1 }) });
    expect((await test.transcriber.transcribe(request)).segments).toMatchObject([
      { text: 'a', startMs: 0, endMs: 1_000 },
      { text: 'b', startMs: 2_000, endMs: 2_000 },
    ]);
  });
});

describe('an abort', () => {
  it('closes the connection, and is no fault of the host', async () => {
    await using test = aTranscriber({ hosts: [first.host()] });
    first.next({ kind: 'stall' });
    const [arrived, left] = [first.arrival(), first.departure()];
    const stop = new AbortController();
    const call = test.transcriber.transcribe(request, stop.signal);
    await arrived;
    stop.abort(new Error('enough'));
    await expect(call).rejects.toBe(stop.signal.reason);
    await left;
    expect(first.lost).toBe(1);
    expect(test.transcriber.health().faults).toBe(0);
    expect(test.clock.pending).toBe(0);
    expect(textOf(await test.transcriber.transcribe(request))).toBe(TEXT);
  });

  it('takes a waiting call out of the queue', async () => {
    await using test = aTranscriber({ hosts: [first.host()] });
    first.next({ kind: 'stall' });
    const running = test.transcriber.transcribe(request);
    const stop = new AbortController();
    const waiting = test.transcriber.transcribe(request, stop.signal);
    await until(() => first.seen.length === 1);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toBe(stop.signal.reason);
    first.release();
    await running;
    expect(first.seen).toHaveLength(1);
  });

  it('may come at any moment', async () => {
    await using test = aTranscriber({ hosts: [first.host({ concurrency: 2 }), second.host({ concurrency: 2 })] });
    const calls = Array.from({ length: 60 }, async (_, index) => {
      const stop = new AbortController();
      const call = test.transcriber.transcribe(request, stop.signal);
      for (let turn = 0; turn < index; turn += 1) await setImmediate();
      stop.abort(new Error('enough'));
      return await call.then(textOf, (error: unknown) => (error === stop.signal.reason ? 'aborted' : String(error)));
    });
    for (const outcome of await Promise.all(calls)) expect(['aborted', TEXT]).toContain(outcome);
    for (let index = 0; index < 4; index += 1) expect(textOf(await test.transcriber.transcribe(request))).toBe(TEXT);
    expect(Math.max(first.mostRunning, second.mostRunning)).toBeLessThanOrEqual(3);
    expect(test.transcriber.health().faults).toBe(0);
    first.complaints.length = 0;
    second.complaints.length = 0;
  });
});

describe('the end', () => {
  it('closes what runs and what waits, and nothing is sent after it', async () => {
    const test = aTranscriber({ hosts: [first.host()] });
    first.next({ kind: 'stall' });
    const [arrived, left] = [first.arrival(), first.departure()];
    const calls = [1, 2, 3].map(() => failure(test.transcriber.transcribe(request)));
    await arrived;
    await test[Symbol.asyncDispose]();
    await left;
    for (const call of calls) expect((await call).code).toBe('aborted');
    await test.clock.advance(3_600_000);
    expect(await failure(test.transcriber.transcribe(request))).toMatchObject({ code: 'aborted' });
    expect(first.requests).toBe(1);
    expect(test.clock.pending).toBe(0);
  });

  it('stops a question about the health too, and leaves the fallback to its owner', async () => {
    const fallback = new FakeTranscriber(() => ok('from here'));
    const test = aTranscriber({ hosts: [first.host()], fallback });
    first.next({ kind: 'stall' });
    const arrived = first.arrival();
    const call = test.transcriber.transcribe(request);
    await arrived;
    await test.clock.advance(TIMEOUT_MS);
    await call;
    await test.clock.advance(1_000);
    const asked = test.transcriber.transcribe(request);
    await test[Symbol.asyncDispose]();
    await asked.catch(() => undefined);
    const { requests } = first;
    await test.clock.advance(3_600_000);
    expect(first.requests).toBe(requests);
    expect(test.clock.pending).toBe(0);
    expect(textOf(await fallback.transcribe(request))).toBe('from here');
  });
});

describe('usage', () => {
  it('is told for every answer and for nothing else', async () => {
    const told: TranscriptionUsage[] = [];
    await using groq = await SttServer.open('groq');
    await using test = aTranscriber({ hosts: [groq.host()], onUsage: (usage) => told.push(usage) });
    groq.next({ kind: 'status', status: 400 });
    await failure(test.transcriber.transcribe(request));
    await test.transcriber.transcribe({ ...request, pcm: new Float32Array(0) });
    expect(told).toEqual([]);
    await test.transcriber.transcribe(request);
    expect(told).toEqual([
      {
        provider: 'groq',
        model: 'whisper-large-v3-turbo',
        audioMs: 2_000,
        billedMs: 10_000,
        costMicroUsd: 111,
        host: groq.name,
      },
    ]);
  });

  it('that can not be recorded costs no transcription', async () => {
    await using test = aTranscriber({
      onUsage: () => {
        throw new Error('the ledger is full');
      },
    });
    expect(textOf(await test.transcriber.transcribe(request))).toBe(TEXT);
    expect(test.errors()).toEqual(['usage could not be recorded']);
  });
});

it('never shows a key, whatever the host says', async () => {
  const said: string[] = [];
  for (const status of [400, 401, 404, 429, 500, 200]) {
    await using test = aTranscriber({ hosts: [second.host()] });
    const [{ apiKey }] = [second.host()];
    const key = apiKey?.reveal() ?? '';
    const body = JSON.stringify({ error: { message: `no ${key} and Bearer ${key}` } });
    const cue = {
      kind: 'status',
      status,
      body,
      headers: { 'retry-after': '999', 'content-type': 'application/json' },
    } as const;
    second.next(cue, cue, cue);
    const error = await failure(ask(test));
    said.push(error.stack ?? '', error.sentence, String(error.cause), JSON.stringify(test.lines));
    said.push(test.transcriber.health().description);
    expect(said.join('\n')).not.toContain(key);
  }
  expect(said.join('\n')).toContain('[secret]');
});

it('refuses a language that Whisper does not know, and no host at all', async () => {
  await using test = aTranscriber();
  expect(await failure(test.transcriber.transcribe({ ...request, language: 'tlh' }))).toMatchObject({
    code: 'stt_language',
  });
  expect(first.requests + second.requests).toBe(0);
  expect(() => aTranscriber({ hosts: [] })).toThrow('No transcription host is named.');
});

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

const NEVER_MS = 1_000_000_000;
const HEALTH_TIMEOUT_MS = 5_000;
/** So that what is left of a rest never looks like that. */
const A_LITTLE_MS = 0.123_457;

/** Pauses and rests are over at once; a deadline never comes. */
class HurriedClock extends WatchedClock {
  #passedMs = 0;

  override now(): number {
    return super.now() + this.#passedMs;
  }

  override async delay(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms === HEALTH_TIMEOUT_MS || ms === NEVER_MS) return await super.delay(ms, signal);
    await setImmediate();
    signal?.throwIfAborted();
    this.#passedMs += ms + A_LITTLE_MS;
  }
}
