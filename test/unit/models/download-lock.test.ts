import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withDownloadLock } from '../../../src/providers/models/download-lock.ts';
import { aLog } from './a-library.ts';
import { ManualClock } from './manual-clock.ts';

/** Above the kernel's largest pid (PID_MAX_LIMIT, 2^22). */
const NO_PID = 99_999_999;

let folder: string;
let target: string;
let clock: ManualClock;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mom-lock-'));
  target = join(folder, 'model.bin');
  clock = new ManualClock();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lock = <T>(work: () => Promise<T>, signal?: AbortSignal) =>
  withDownloadLock(target, { clock, ...aLog(), onWait: async () => undefined, ...(signal ? { signal } : {}) }, work);

async function leaveLock(content: string, ageMs = 0): Promise<void> {
  await writeFile(`${target}.lock`, content);
  const touched = (clock.now() - ageMs) / 1000;
  await utimes(`${target}.lock`, touched, touched);
}

const owner = (changes: object = {}) => JSON.stringify({ pid: NO_PID, host: hostname(), token: 'theirs', ...changes });

it('lets one work at a time, in the order in which they look', async () => {
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = lock(async () => {
    order.push('first begins');
    await gate.promise;
    order.push('first ends');
  });
  const second = lock(async () => void order.push('second'));
  await clock.untilWaiting(500);
  gate.resolve();
  await first;
  clock.advance(500);
  await second;
  expect(order).toEqual(['first begins', 'first ends', 'second']);
  expect(await readdir(folder)).toEqual([]);
});

it('is given back when the work fails', async () => {
  await expect(lock(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await lock(async () => 'yes')).toBe('yes');
});

it.each([
  ['a process that is gone', owner(), 0],
  ['an earlier life of this process id', owner({ pid: process.pid }), 0],
  ['another host that shows no life', owner({ host: 'elsewhere' }), 61_000],
  ['a living process that shows no life', owner({ pid: process.ppid }), 61_000],
  ['nobody knows whom, long ago', 'not json', 61_000],
])('is taken over from %s', async (_, content, ageMs) => {
  await leaveLock(content, ageMs);
  expect(await lock(async () => 'done')).toBe('done');
  expect(await readdir(folder)).toEqual([]);
});

it.each([
  ['a living process', owner({ pid: process.ppid })],
  ['another host', owner({ host: 'elsewhere' })],
  ['one who has not yet written its name', ''],
])('is left to %s that shows life', async (_, content) => {
  await leaveLock(content, 59_000);
  const stop = new AbortController();
  const work = lock(async () => 'done', stop.signal);
  await clock.untilWaiting(500);
  stop.abort(new Error('enough'));
  await expect(work).rejects.toThrow('enough');
  expect(await readdir(folder)).toEqual(['model.bin.lock']);
});
