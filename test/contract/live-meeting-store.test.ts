import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/providers/sqlite/index.ts';
import { createSqliteLiveMeetingStore } from '../../src/providers/store/index.ts';
import { MemoryLiveMeetingStore } from '../doubles/memory-live-meeting-store.ts';
import { aFolder, openTemporaryDatabase } from '../unit/store/temporary-database.ts';
import { aLiveMeeting, liveMeetingStoreContract } from './live-meeting-store.contract.ts';

liveMeetingStoreContract('MemoryLiveMeetingStore', async () => new MemoryLiveMeetingStore());
liveMeetingStoreContract('SqliteLiveMeetingStore', async () =>
  createSqliteLiveMeetingStore(await openTemporaryDatabase()),
);

describe('deleteKey', () => {
  it('leaves no copy of the key in the file', async () => {
    const path = join(aFolder(), 'mom.db');
    const key = Buffer.from('a key of thirty-two bytes, secret');
    const holdsKey = () => [path, `${path}-wal`].some((file) => readFileSync(file).includes(key));
    await using database = await openDatabase(path);
    const store = createSqliteLiveMeetingStore(database);
    await store.save(aLiveMeeting({ journalKey: key }));
    expect(holdsKey()).toBe(true);
    await store.deleteKey('m1');
    expect(holdsKey()).toBe(false);
  });
});
