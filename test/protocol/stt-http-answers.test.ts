import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../src/domain/secret.ts';
import type { HttpTranscriberOptions } from '../../src/providers/stt-http/index.ts';
import { type SttCue, SttServer } from '../doubles/stt-server.ts';
import { ask, aTranscriber, failure, request, TEXT, textOf } from './stt-http-rig.ts';

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

describe('a refusal', () => {
  it.each([400, 413])('(%i) is for the chunk, which no other host gets', async (status) => {
    await using test = open();
    first.next({ kind: 'status', status });
    expect(await failure(test.transcriber.transcribe(request))).toMatchObject({ code: 'stt_failed', retryable: false });
    expect(second.requests).toBe(0);
    expect(textOf(await test.transcriber.transcribe(request))).toBe(TEXT);
  });

  it.each([401, 403])('(%i) of the key switches its host off, and the others go on', async (status) => {
    await using test = open({ hosts: [second.host(), first.host()] });
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
    await using test = open({ hosts: [second.host({ apiKey: key })] });
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
    await using test = open({ hosts: [host()] });
    const error = await failure(test.transcriber.transcribe(request));
    expect(error.retryable).toBe(false);
    expect(error.message).toMatch(/answered 40[04]/);
    first.complaints.length = 0;
    second.complaints.length = 0;
  });
});

it('follows no redirect: audio and key go where they were sent', async () => {
  await using test = open({ hosts: [first.host()] });
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
    await using test = open();
    first.next(cue);
    expect(textOf(await test.transcriber.transcribe(request))).toBe(TEXT);
    expect(test.transcriber.health().faults).toBe(1);
  });

  it.each(answers)('(%s) is a failure when there is no other', async (_, cue) => {
    await using test = open({ hosts: [first.host()] });
    first.next(cue, cue);
    const error = await failure(ask(test));
    expect(error).toMatchObject({ code: 'stt_failed', retryable: true });
    expect(error.message).toMatch(/^127\.0\.0\.1:\d+ answered with /);
    expect(textOf(await test.transcriber.transcribe(request))).toBe(TEXT);
  });

  it('is none when only its times are wrong', async () => {
    await using test = open({ hosts: [first.host()] });
    first.next({ kind: 'body', body: segments({ text: 'b', start: 50, end: 60 }, { text: 'a', start: -5, end: 1 }) });
    expect((await test.transcriber.transcribe(request)).segments).toMatchObject([
      { text: 'a', startMs: 0, endMs: 1_000 },
      { text: 'b', startMs: 2_000, endMs: 2_000 },
    ]);
  });
});

it('never shows a key, whatever the host says', async () => {
  const said: string[] = [];
  for (const status of [400, 401, 404, 429, 500, 200]) {
    await using test = open({ hosts: [second.host()] });
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
  await using test = open();
  expect(await failure(test.transcriber.transcribe({ ...request, language: 'tlh' }))).toMatchObject({
    code: 'stt_language',
  });
  expect(first.requests + second.requests).toBe(0);
  expect(() => open({ hosts: [] })).toThrow('No transcription host is named.');
});
