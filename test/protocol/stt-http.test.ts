import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpTranscriberOptions, TranscriptionUsage } from '../../src/providers/stt-http/index.ts';
import { FakeTranscriber, ok } from '../doubles/fake-transcriber.ts';
import { SttServer } from '../doubles/stt-server.ts';
import { aTranscriber, failure, request, TEXT, TIMEOUT_MS, textOf, until } from './stt-http-rig.ts';

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

describe('several hosts', () => {
  it('get the chunks by who is least busy, never more than they can work on, in the order of the calls', async () => {
    await using test = open({ hosts: [first.host({ concurrency: 1 }), second.host({ concurrency: 2 })] });
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
    await using test = open();
    for (let index = 0; index < 6; index += 1) await test.transcriber.transcribe(request);
    expect([first.seen.length, second.seen.length]).toEqual([3, 3]);
  });

  it('can do together what each of them can', () => {
    const hosts = [first.host(), second.host()];
    const { capabilities } = open({ hosts }).transcriber;
    expect(capabilities).toEqual({
      wordTimes: true,
      tokenProbabilities: true,
      prompt: true,
      beam: false,
      translate: false,
      shortContext: false,
      maxChunkMs: 30_000,
      streaming: false,
    });
    expect(open({ hosts: [first.host()] }).transcriber.capabilities.translate).toBe(true);
    const fallback = new FakeTranscriber([], { capabilities: { wordTimes: false, maxChunkMs: 10_000 } });
    expect(open({ hosts, fallback }).transcriber.capabilities).toMatchObject({
      wordTimes: false,
      maxChunkMs: 10_000,
      streaming: false,
    });
  });
});

describe('an abort', () => {
  it('closes the connection, and is no fault of the host', async () => {
    await using test = open({ hosts: [first.host()] });
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
    await using test = open({ hosts: [first.host()] });
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
    await using test = open({ hosts: [first.host({ concurrency: 2 }), second.host({ concurrency: 2 })] });
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
    const test = open({ hosts: [first.host()] });
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
    const test = open({ hosts: [first.host()], fallback });
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
    await using test = open({ hosts: [groq.host()], onUsage: (usage) => told.push(usage) });
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
    await using test = open({
      onUsage: () => {
        throw new Error('the ledger is full');
      },
    });
    expect(textOf(await test.transcriber.transcribe(request))).toBe(TEXT);
    expect(test.errors()).toEqual(['usage could not be recorded']);
  });
});
