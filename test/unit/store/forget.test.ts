import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MeetingStore } from '../../../src/ports/meeting-store.ts';
import { openDatabase } from '../../../src/providers/sqlite/index.ts';
import { createSqliteMeetingStore } from '../../../src/providers/store/index.ts';
import { aCaption, aChunk, aMeeting, aResult } from '../../contract/a-stored-meeting.ts';
import { recordedLog } from '../../doubles/recorded-log.ts';
import { aFolder, openTemporaryDatabase } from './temporary-database.ts';

const SECRET = 'Xylophone-merger';

describe('deleteMeeting leaves no word in the files', () => {
  it('whatever lay around it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.boolean(), fc.nat(1_500)), { minLength: 50, maxLength: 150 }),
        async (chunks) => {
          const path = join(aFolder(), 'mom.db');
          await using database = await openDatabase(path, { durability: 'normal' });
          const store = createSqliteMeetingStore(database);
          await fill(store, chunks);
          expect(occurrences(path)).toBeGreaterThan(0);
          expect(await store.deleteMeeting('secret')).toBe(true);
          expect(occurrences(path)).toBe(0);
          expect(await store.listChunks('other')).toHaveLength(chunks.filter(([isSecret]) => !isSecret).length);
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
  });

  it('deletes also while somebody reads the file, and overwrites with the next deletion', async () => {
    const { path, store, lines, endReading } = await aDeletionWhileReading();
    expect(await store.findMeeting('secret')).toBeNull();
    expect(occurrences(path)).toBeGreaterThan(0);
    expect(lines).toMatchObject([PENDING]);
    await endReading();
    expect(await store.deleteMeeting('secret')).toBe(false);
    expect(occurrences(path)).toBe(0);
    expect(lines).toHaveLength(1);
  });

  it('opens also while somebody reads the file, and overwrites with the next start', async () => {
    const { path, endReading } = await aDeletionWhileReading();
    const { log, lines } = recordedLog();
    const database = await openTemporaryDatabase(path, { patienceMs: 50, log });
    expect(lines).toMatchObject([PENDING]);
    expect(await createSqliteMeetingStore(database).listMeetings(10)).toMatchObject([{ id: 'other' }]);
    expect(occurrences(path)).toBeGreaterThan(0);
    await endReading();
    await openTemporaryDatabase(path, { log });
    expect(occurrences(path)).toBe(0);
    expect(lines).toHaveLength(1);
  });
});

/** The log line of a scrub that has to wait: level 40 is warn. */
const PENDING = {
  level: 40,
  code: 'store_failed',
  reason: 'another program has held "mom.db" for too long',
  msg: 'deleted words are not overwritten yet, will try again',
};

/** A meeting was deleted while another connection read it, as a backup does. */
async function aDeletionWhileReading() {
  const path = join(aFolder(), 'mom.db');
  const { log, lines } = recordedLog();
  const database = await openTemporaryDatabase(path, { patienceMs: 50, log });
  const store = createSqliteMeetingStore(database);
  await fill(store, [[true, 10]]);
  const reader = await openTemporaryDatabase(path);
  const reading = await reader.kysely.startTransaction().setAccessMode('read only').execute();
  await reading.selectFrom('meeting').select('id').execute();
  expect(await store.deleteMeeting('secret')).toBe(true);
  return { path, store, lines, endReading: () => reading.rollback().execute() };
}

/** Two meetings whose rows lie among each other; true = a chunk of the secret one, with so much text. */
async function fill(store: MeetingStore, chunks: readonly (readonly [boolean, number])[]): Promise<void> {
  await store.createMeeting({ ...aMeeting(), id: 'secret', title: SECRET });
  await store.createMeeting({ ...aMeeting(), id: 'other' });
  for (const [index, [isSecret, length]] of chunks.entries()) {
    const startSample = ((index * 7_919) % 1_009) * 1_000;
    const text = `${isSecret ? SECRET : 'weather'} ${'x'.repeat(length)}`;
    await store.saveChunk(isSecret ? 'secret' : 'other', aChunk('t1', startSample, text));
  }
  await store.saveCaption('secret', aCaption({ text: SECRET, isFinal: false }));
  await store.saveCaption('secret', aCaption({ text: `${SECRET} ${SECRET}` }));
  await store.saveResult('secret', aResult({ utterances: 40, text: SECRET }));
  await store.saveResult('secret', aResult({ utterances: 30, text: SECRET }));
}

function occurrences(path: string): number {
  const files = [path, `${path}-wal`, `${path}-shm`].filter((file) => existsSync(file));
  return files.reduce((sum, file) => sum + readFileSync(file, 'latin1').split(SECRET).length - 1, 0);
}
