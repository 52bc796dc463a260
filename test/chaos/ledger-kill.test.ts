import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/providers/sqlite/index.ts';
import { createSqliteLedgerStore } from '../../src/providers/store/index.ts';
import { LlmServer } from '../doubles/llm/llm-server.ts';
import { readMeetings } from '../fixtures/meetings/read-meetings.ts';
import { mom, startMom, temporaryFolder } from '../mom.ts';

const ALL = { scope: null, meetingId: null, sinceMs: null, untilMs: null } as const;
const SEATS = 5;
const CALL_USD = 0.000_5;

/** Micro-dollars that are booked, and that are held beside them. */
async function moneyIn(path: string) {
  await using database = await openDatabase(path);
  const store = createSqliteLedgerStore(database);
  const sums = await store.sums(ALL, 'model');
  const booked = sums.reduce((sum, { microUsd }) => sum + microUsd, 0);
  const calls = sums.reduce((sum, sumOfModel) => sum + sumOfModel.calls, 0);
  const reservations = await database.kysely.selectFrom('held_money').select('id').execute();
  return { booked, calls, held: reservations.length };
}

it('money that a killed process held is free after the restart, and every answer is booked once', async () => {
  const [meeting] = readMeetings();
  if (!meeting) throw new Error('no meeting');
  using folder = temporaryFolder('ledger-kill');
  const script = { costUsd: CALL_USD, calls: [{ stalls: true }, {}] };
  await using server = await LlmServer.open({ gold: meeting.gold, models: { '*': script }, wordsItems: true });
  const file = join(folder.path, 'talk.txt');
  writeFileSync(file, meeting.transcript.utterances.map(({ name, text }) => `${name}: ${text}`).join('\n'));
  const environment = {
    DATA_DIR: folder.path,
    TIME_ZONE: 'UTC',
    GROQ_API_KEY: 'anything',
    OPENROUTER_API_KEY: 'anything',
    GROQ_BASE_URL: server.origin,
    OPENROUTER_BASE_URL: `${server.origin}/api/v1`,
  };
  const words = ['minutes', '--json', file, '--language', 'es', '--date', '2026-11-30'];
  const first = startMom(words, environment);
  await vi.waitFor(() => expect(server.seen).toHaveLength(SEATS), { timeout: 30_000, interval: 20 });
  first.child.kill('SIGKILL');
  await first.finished;
  const path = join(folder.path, 'mom.db');
  expect(await moneyIn(path)).toEqual({ booked: 0, calls: 0, held: SEATS });

  const { code, stderr, stdout } = await mom(words, environment);
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout).minutes.mode).toBe('council');
  const answered = server.seen.length - SEATS;
  expect(await moneyIn(path)).toEqual({ booked: answered * CALL_USD * 1_000_000, calls: answered, held: 0 });
});
