import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { download } from '../../../src/meeting/live/download.ts';
import { aFolder } from '../../fixtures/journal.ts';

const allowed = 'https://cdn.example/call.opus';

async function fetched(address: string, response: () => Response, maxBytes = 10) {
  const path = join(aFolder(), 'meeting', 'call.opus');
  const asked: [string, RequestInit | undefined][] = [];
  const fake: typeof fetch = async (url, init) => {
    asked.push([String(url), init]);
    return response();
  };
  const isAllowed = ({ hostname }: URL): boolean => hostname === 'cdn.example';
  const options = { fetch: fake, isAllowed, maxBytes, signal: new AbortController().signal };
  return { path, asked, done: download(address, path, options) };
}

describe('fetching an attachment', () => {
  it('brings it to the disk and follows no redirect', async () => {
    const { path, asked, done } = await fetched(allowed, () => new Response('0123456789'));
    await done;
    expect(readFileSync(path, 'utf8')).toBe('0123456789');
    expect(asked.map(([url, init]) => [url, init?.redirect])).toEqual([[allowed, 'error']]);
  });

  it.each([
    'http://cdn.example/a',
    'https://cdn.example.evil.example/a',
    'https://10.0.0.1/a',
    'file:///etc/passwd',
    'no address',
  ])('asks nobody for %s', async (address) => {
    const { asked, done } = await fetched(address, () => new Response('x'));
    await expect(done).rejects.toMatchObject({ code: 'recording_unreadable' });
    expect(asked).toEqual([]);
  });

  it.each([
    [
      'what is told to be too large',
      () => new Response('x', { headers: { 'content-length': '11' } }),
      'recording_too_large',
    ],
    ['what turns out to be too large', () => new Response('01234567890'), 'recording_too_large'],
    ['what is gone', () => new Response('', { status: 404 }), 'recording_missing'],
    ['what the server does not give', () => new Response('', { status: 500 }), 'recording_unreadable'],
  ])('leaves nothing of %s', async (_, response, code) => {
    const { path, done } = await fetched(allowed, response);
    await expect(done).rejects.toMatchObject({ code });
    expect(existsSync(path)).toBe(false);
  });
});
