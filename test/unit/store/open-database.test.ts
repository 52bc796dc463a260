import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../../src/config.ts';
import { openDatabase, type Tables } from '../../../src/providers/sqlite/index.ts';
import { createSqliteMeetingStore } from '../../../src/providers/store/index.ts';
import { aMeeting, aResult } from '../../contract/a-stored-meeting.ts';
import { aFolder, openTemporaryDatabase } from './temporary-database.ts';

const run = promisify(execFile);

describe('openDatabase', () => {
  it('makes the folders and a file that only its owner reads', async () => {
    const path = join(aFolder(), 'deep', 'down', 'mom.db');
    const database = await openTemporaryDatabase(path);
    expect(database.path).toBe(path);
    if (process.platform !== 'win32') {
      const rights = [path, `${path}-wal`].map((file) => statSync(file).mode & 0o777);
      expect(rights).toEqual([0o600, 0o600]);
    }
  });

  it('acknowledges nothing that is not on the disk, unless told', async () => {
    const folder = aFolder();
    await using database = await openDatabase(join(folder, 'mom.db'));
    const pragma = async (name: string) => (await sql.raw(`pragma ${name}`).execute(database.kysely)).rows[0];
    expect(await pragma('synchronous')).toEqual({ synchronous: 2 });
    expect(await pragma('journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(await pragma('foreign_keys')).toEqual({ foreign_keys: 1 });
    expect(await pragma('secure_delete')).toEqual({ secure_delete: 1 });
  });

  it('lets several open a new file at the same moment', async () => {
    const path = join(aFolder(), 'mom.db');
    const opened = await Promise.all(Array.from({ length: 5 }, () => openTemporaryDatabase(path)));
    await Promise.all(
      opened.map((database, index) =>
        createSqliteMeetingStore(database).createMeeting({ ...aMeeting(), id: `m${index}` }),
      ),
    );
    expect(await createSqliteMeetingStore(opened[0]!).listMeetings(10)).toHaveLength(5);
  });

  it('keeps ":memory:" in memory: no file, no thread, and another one each time', async () => {
    const threads: unknown[] = [];
    const onThread = (thread: unknown) => threads.push(thread);
    process.on('worker', onThread);
    onTestFinished(() => void process.off('worker', onThread));
    const [first, second] = [await openTemporaryDatabase(':memory:'), await openTemporaryDatabase(':memory:')];
    const [one, other] = [createSqliteMeetingStore(first), createSqliteMeetingStore(second)];
    await one.createMeeting(aMeeting(), aResult());
    expect(await one.findResult('m1')).toEqual(aResult());
    expect(await other.listMeetings(10)).toEqual([]);
    expect(await one.deleteMeeting('m1')).toBe(true);
    expect(await one.findMeeting('m1')).toBeNull();
    expect(first.path).toBe(':memory:');
    expect(existsSync(':memory:')).toBe(false);
    expect(threads).toEqual([]);
  });

  it('finds everything again', async () => {
    const path = join(aFolder(), 'mom.db');
    const first = await openTemporaryDatabase(path);
    await createSqliteMeetingStore(first).createMeeting(aMeeting());
    await first.close();
    await first.close();
    const again = createSqliteMeetingStore(await openTemporaryDatabase(path));
    expect(await again.findMeeting('m1')).toEqual(aMeeting());
  });
});

describe('openDatabase says why it can not', () => {
  it('when the file is no database', async () => {
    const path = join(aFolder(), 'mom.db');
    writeFileSync(path, 'Dear diary, '.repeat(500));
    await expect(openDatabase(path)).rejects.toMatchObject({
      code: 'store_failed',
      sentence: 'The database can\'t be used: "mom.db" is not a database.',
    });
  });

  it('when a newer version wrote it, and leaves it alone', async () => {
    const path = join(aFolder(), 'mom.db');
    const newer = await openTemporaryDatabase(path);
    await sql`insert into kysely_migration values ('9999-holograms', '2030-01-01T00:00:00.000Z')`.execute(newer.kysely);
    await newer.close();
    await expect(openDatabase(path)).rejects.toMatchObject({
      code: 'store_failed',
      message: expect.stringMatching(/newer version of AI MOM .*9999-holograms/),
    });
  });

  it('when it belongs to another program', async () => {
    const path = join(aFolder(), 'mom.db');
    const theirs = await openTemporaryDatabase(path);
    await sql`pragma application_id = 7`.execute(theirs.kysely);
    await theirs.close();
    await expect(openDatabase(path)).rejects.toThrow(/another program/);
  });

  it('when a part of its path is a file', async () => {
    const path = join(aFolder(), 'file');
    writeFileSync(path, '');
    await expect(openDatabase(join(path, 'mom.db'))).rejects.toThrow(/no folder/);
  });

  it('when its path is a folder', async () => {
    await expect(openDatabase(aFolder())).rejects.toMatchObject({ code: 'store_failed' });
  });

  it.skipIf(process.platform === 'win32')('when its folder is read-only', async () => {
    const folder = join(aFolder(), 'locked');
    mkdirSync(folder);
    chmodSync(folder, 0o555);
    chmodSync(join(folder, '..'), 0o755);
    // Nothing is read-only for root, so root asks as somebody else.
    const account = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const script = `
      const { openDatabase } = await import('${projectRoot}/src/providers/sqlite/index.ts');
      await openDatabase(process.argv[1]).catch((error) => console.log(error.code, error.sentence));
    `;
    const child = await run(process.execPath, ['--input-type=module', '-e', script, join(folder, 'mom.db')], account);
    expect(child.stdout).toBe(
      "store_failed The database can't be used: \"mom.db\" can't be written there, or its folder can't.\n",
    );
  });
});

describe('a database that is in use', () => {
  it('tells when the disk is full, keeps what it had and goes on when there is room', async () => {
    const database = await openTemporaryDatabase();
    const store = createSqliteMeetingStore(database);
    await store.createMeeting(aMeeting());
    await limitPages(database.kysely, 1);
    const big = { ...aMeeting(), id: 'm2', title: 'x'.repeat(500_000) };
    await expect(store.createMeeting(big)).rejects.toMatchObject({
      code: 'store_failed',
      sentence: 'The database can\'t be used: the disk of "mom.db" is full.',
      retryable: true,
    });
    expect(await store.listMeetings(10)).toHaveLength(1);
    await limitPages(database.kysely, 1_000_000);
    await store.createMeeting(big);
    expect(await store.findMeeting('m2')).toEqual(big);
  });

  it('waits for another writer instead of failing', async () => {
    const path = join(aFolder(), 'mom.db');
    const [ours, theirs] = [await openTemporaryDatabase(path), await openTemporaryDatabase(path)];
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    const blocking = theirs.kysely.transaction().execute(() => mayEnd);
    const writing = createSqliteMeetingStore(ours).createMeeting(aMeeting());
    setTimeout(end, 30); // the lock is the file's, no clock of ours moves it
    await Promise.all([blocking, writing]);
    expect(await createSqliteMeetingStore(theirs).findMeeting('m1')).not.toBeNull();
  });

  it('gives up on a writer that never ends', async () => {
    const path = join(aFolder(), 'mom.db');
    const [ours, theirs] = [await openTemporaryDatabase(path, { patienceMs: 20 }), await openTemporaryDatabase(path)];
    const writing = await theirs.kysely.startTransaction().execute();
    await expect(createSqliteMeetingStore(ours).createMeeting(aMeeting())).rejects.toMatchObject({
      code: 'store_failed',
      message: 'another program has held "mom.db" for too long',
      retryable: true,
    });
    await writing.rollback().execute();
  });

  it('says so after it was closed', async () => {
    const database = await openTemporaryDatabase();
    await database.close();
    await expect(createSqliteMeetingStore(database).findMeeting('m1')).rejects.toMatchObject({
      code: 'store_failed',
      message: '"mom.db" is already closed',
    });
  });

  it('tells when a row is damaged', async () => {
    const database = await openTemporaryDatabase();
    const store = createSqliteMeetingStore(database);
    await store.createMeeting(aMeeting());
    for (const damage of ['{"chunkMode":"loud"}', '{'] satisfies Tables['meeting']['settings_json'][]) {
      await database.kysely.updateTable('meeting').set({ settings_json: damage }).execute();
      await expect(store.findMeeting('m1')).rejects.toMatchObject({
        code: 'store_failed',
        message: 'meeting m1 is damaged',
      });
    }
  });
});

async function limitPages(kysely: Awaited<ReturnType<typeof openDatabase>>['kysely'], pages: number): Promise<void> {
  await sql.raw(`pragma max_page_count = ${pages}`).execute(kysely);
}
