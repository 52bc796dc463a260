import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { createSqliteJobQueue } from '../../src/providers/queue/index.ts';
import { createSqliteMeetingStore } from '../../src/providers/store/index.ts';
import { aFolder, openTemporaryDatabase } from '../unit/store/temporary-database.ts';

const ROUNDS = 20;
const CHILD = fileURLToPath(new URL('./store-kill-child.ts', import.meta.url));

it('loses nothing that was acknowledged, and no job, when the process is killed again and again', async () => {
  const path = join(aFolder(), 'mom.db');
  const acknowledged: string[] = [];
  for (let round = 0; round < ROUNDS; round++) acknowledged.push(...(await killedChild(path, round)));
  expect(acknowledged.length).toBeGreaterThan(ROUNDS);

  const database = await openTemporaryDatabase(path);
  expect((await sql`pragma integrity_check`.execute(database.kysely)).rows).toEqual([{ integrity_check: 'ok' }]);
  expect((await sql`pragma foreign_key_check`.execute(database.kysely)).rows).toEqual([]);

  const queue = createSqliteJobQueue(database, { clock: systemClock, log: createLog('silent') });
  const store = createSqliteMeetingStore(database);
  queue.work('dig', async (_, { id, attempt }) => `${id}-${attempt}`, { concurrency: 4 });
  for (const line of acknowledged) {
    const [what = '', id = '', answer] = line.split(' ');
    const [meetingId = '', index] = id.split('/');
    if (what === 'meeting') expect(await store.findMeeting(id), line).not.toBeNull();
    if (what === 'chunk') expect(await chunkStarts(meetingId), line).toContain(Number(index));
    if (what === 'imported') expect(await store.findMeeting(id), line).not.toBeNull();
    if (what === 'result') expect(await utterances(meetingId), line).toBeGreaterThanOrEqual(Number(index));
    // Well before any lease has run out: the owners are known to be dead.
    const soon = AbortSignal.timeout(10_000);
    if (what === 'job') expect(await queue.result('dig', id, soon), line).toMatch(new RegExp(`^${id}-\\d+$`));
    if (what === 'done') expect(await queue.result('dig', id), line).toBe(answer);
  }
  const imported = (await store.listMeetings(10_000)).filter(({ id }) => id.startsWith('imported'));
  expect(imported.length).toBeGreaterThan(0);
  for (const { id } of imported) expect(await utterances(id), id).toBe(600);
  const jobs = await database.kysely.selectFrom('job').select('id').execute();
  await Promise.all(jobs.map(({ id }) => queue.result('dig', id, AbortSignal.timeout(10_000))));
  expect(await queue.counts('dig')).toMatchObject({ waiting: 0, active: 0, failed: 0 });
  await queue[Symbol.asyncDispose]();

  async function chunkStarts(meetingId: string): Promise<readonly number[]> {
    return (await store.listChunks(meetingId)).map(({ startSample }) => startSample);
  }
  async function utterances(meetingId: string): Promise<number> {
    return (await store.findResult(meetingId))?.transcript.utterances.length ?? -1;
  }
});

/** Starts a child, kills it at some moment and gives back what it had acknowledged until then. */
async function killedChild(path: string, round: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [CHILD, path, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  const closed = once(child, 'close');
  // Every fourth dies while it starts; the others somewhere in their work.
  const isStarting = round % 4 === 3;
  if (!isStarting) await once(child.stdout, 'data');
  await pause(Math.random() * (isStarting ? 400 : 150));
  child.kill('SIGKILL');
  const [, signal] = await closed;
  expect(signal, `round ${round} ended by itself`).toBe('SIGKILL');
  return text.split('\n').slice(0, -1);
}
