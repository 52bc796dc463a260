import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/domain/secret.ts';
import { toEndpoint } from '../../../src/providers/stt-http/endpoint.ts';
import type { Reply } from '../../../src/providers/stt-http/exchange.ts';
import { HostFault } from '../../../src/providers/stt-http/host-fault.ts';
import { healthFault, readReply } from '../../../src/providers/stt-http/read-reply.ts';
import { retryAfterMs } from '../../../src/providers/stt-http/retry-after.ts';

const KEY = 'hunter2-hunter2';
const endpoint = toEndpoint({ url: 'http://gpu:1/v1', kind: 'openai', concurrency: 1, apiKey: new Secret(KEY) });
const NOW_MS = Date.UTC(2026, 10, 23);
const aReply = (facts: Partial<Reply>): Reply => ({
  status: 200,
  contentType: 'application/json',
  retryAfter: null,
  body: '',
  isWhole: true,
  ...facts,
});

function faultOf(facts: Partial<Reply>): HostFault {
  try {
    readReply(aReply(facts), endpoint, NOW_MS);
  } catch (error) {
    if (error instanceof HostFault) return error;
    throw error;
  }
  throw new Error('no fault found');
}

it('reads what is needed of an answer and nothing else', () => {
  const body = '{"text":"hi","duration":"1.0","segments":[{"text":"hi","start":0,"end":1,"tokens":"?"}],"usage":7}';
  expect(readReply(aReply({ body }), endpoint, NOW_MS)).toEqual({
    text: 'hi',
    segments: [{ text: 'hi', start: 0, end: 1 }],
  });
});

describe('an answer that is no transcription', () => {
  it.each([
    ['nothing at all', { body: ' ' }, 'nothing'],
    ['204', { status: 204 }, 'nothing'],
    ['a web page', { body: '<!DOCTYPE html><p>Log in', contentType: 'text/html' }, 'a web page'],
    ['a web page in disguise', { body: '\n<html>' }, 'a web page'],
    ['half an answer', { body: '{"text":"hi","segm' }, 'not whole JSON'],
    ['NaN', { body: '{"segments":[{"text":"hi","start":NaN,"end":1}]}' }, 'not whole JSON'],
    ['infinity', { body: '{"segments":[{"text":"hi","start":0,"end":1e999}]}' }, 'another form (segments.0.end)'],
    ['an error', { body: '{"error":"no\\u001b[31m model"}' }, 'an error: "no [31m model"'],
    ['an error object', { body: '{"error":{"message":"overloaded","code":1}}' }, 'an error: "overloaded"'],
    ['a wordless error', { body: '{"error":{}}' }, 'with an error'],
    ['wrong types', { body: '{"text":7}' }, 'another form (text)'],
    ['no times', { body: '{"segments":[{"text":"hi"}]}' }, 'another form (segments.0.start)'],
    ['null', { body: 'null' }, 'another form (the whole)'],
    ['a list', { body: '[]' }, 'another form (the whole)'],
    ['a number', { body: '42' }, 'another form (the whole)'],
    ['something else', { body: '{"status":"ok"}' }, 'without a transcription'],
    ['far too much', { isWhole: false }, 'far more than a transcription'],
  ])('%s', (_, facts, message) => {
    const fault = faultOf(facts);
    expect(fault.kind).toBe('failed');
    expect(fault.message).toContain(`gpu:1 answered with`);
    expect(fault.message).toContain(message);
  });
});

it.each([
  [400, 'refused'],
  [413, 'refused'],
  [415, 'refused'],
  [422, 'refused'],
  [401, 'unauthorized'],
  [403, 'unauthorized'],
  [429, 'limited'],
  [402, 'unfit'],
  [404, 'unfit'],
  [405, 'unfit'],
  [301, 'unfit'],
  [308, 'unfit'],
  [408, 'failed'],
  [500, 'failed'],
  [502, 'failed'],
  [503, 'failed'],
  [529, 'failed'],
])('takes status %i for %s', (status, kind) => {
  expect(faultOf({ status })).toMatchObject({ kind, message: expect.stringContaining(`gpu:1 answered ${status}`) });
});

it('quotes the host shortly, on one line and without secrets', () => {
  const said = `bad\nkey ${KEY}, sk-abcdefgh12345678 ${'x'.repeat(500)}`;
  const { message } = faultOf({ status: 400, body: JSON.stringify({ error: { message: said } }) });
  expect(message).toContain('gpu:1 answered 400: "bad key [secret], [secret] xxx');
  expect(message.length).toBeLessThan(250);
  expect(faultOf({ status: 400, body: 'Invalid request', contentType: 'text/plain' }).message).toContain(
    '"Invalid request"',
  );
  expect(faultOf({ status: 422, body: '{"detail":"no file"}' }).message).toContain('"no file"');
  expect(faultOf({ status: 502, body: '<html>people talk', contentType: 'text/html' }).message).toBe(
    'gpu:1 answered 502',
  );
});

it.each([
  [null, 5_000],
  ['', 5_000],
  ['soon', 5_000],
  ['2', 2_000],
  ['1.5', 1_500],
  ['0', 250],
  ['-3', 250],
  ['86400', 60_000],
  ['1e999', 60_000],
  [new Date(NOW_MS + 7_000).toUTCString(), 7_000],
  [new Date(NOW_MS - 7_000).toUTCString(), 250],
])('takes Retry-After "%s" for %i ms', (header, ms) => {
  expect(retryAfterMs(header, NOW_MS)).toBe(ms);
  expect(faultOf({ status: 429, retryAfter: header }).retryAfterMs).toBe(ms);
});

it('takes a busy 503 for a limit when it says until when', () => {
  expect(faultOf({ status: 503, retryAfter: '3' })).toMatchObject({ kind: 'limited', retryAfterMs: 3_000 });
});

it.each([
  [200, null],
  [404, null],
  [401, null],
  [403, null],
  [503, 'failed'],
  [500, 'failed'],
  [429, 'limited'],
])('takes a host whose health is %i for %s', (status, kind) => {
  expect(healthFault(aReply({ status }), endpoint, NOW_MS)?.kind ?? null).toBe(kind);
});
