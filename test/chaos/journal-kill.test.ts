import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readJournal, scanJournals } from '../../src/recording/index.ts';
import { aFolder, allOf, damageOf, packetsOf } from '../fixtures/journal.ts';

const CHILD = fileURLToPath(new URL('./journal-kill-child.ts', import.meta.url));
const ROUNDS = 5;
/** What may be missing before the kill. */
const LOST_MS = 1_000;

interface Given {
  readonly number: number;
  readonly atMs: number;
}

/** Lets a writer run for a while, kills it, gives what it was given. */
async function killedAfter(ms: number, args: readonly string[]): Promise<{ given: Given[]; killedAtMs: number }> {
  const child = spawn(process.execPath, [CHILD, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()));
  await once(child.stdout, 'data');
  await setTimeout(ms);
  const killedAtMs = Date.now();
  child.kill('SIGKILL');
  await once(child, 'close');
  const given = text
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' ').map(Number))
    .map(([number = 0, atMs = 0]) => ({ number, atMs }));
  return { given, killedAtMs };
}

it.each([
  ['plain', ''],
  ['encrypted', 'sealed'],
])('a writer that is killed loses a second at most, and the meeting goes on (%s)', async (_, sealed) => {
  const root = aFolder();
  const folder = join(root, 'm1', 'journal');
  const key = sealed ? new Uint8Array(32).fill(7) : null;
  const due = new Set<string>();
  let first = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { given, killedAtMs } = await killedAfter(300 + Math.random() * 1_500, [folder, 'm1', `${first}`, sealed]);
    for (const { number, atMs } of given) if (atMs < killedAtMs - LOST_MS) due.add(`${number}`);
    first = (given.at(-1)?.number ?? first) + 2;
    const records = await allOf(readJournal(folder, { key }));
    const there = Map.groupBy(packetsOf(records), ({ rtpTime }) => `${rtpTime / 960}`);
    for (const number of due) expect(there.get(number)).toHaveLength(5);
    expect(damageOf(records).length).toBeLessThanOrEqual(round + 1);
    expect(damageOf(records).every((record) => record.kind === 'damage' && record.isTail)).toBe(true);
    const unfinished = await scanJournals(root, { keyOf: async () => key, onFault: () => null });
    if (packetsOf(records).length > 0) expect(unfinished).toMatchObject([{ meetingId: 'm1', folder }]);
  }
  expect(due.size).toBeGreaterThan(0);
});
