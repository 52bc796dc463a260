import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/providers/sqlite/index.ts';
import { createSqlitePostStore } from '../../src/providers/store/index.ts';
import { MemoryPostStore } from '../doubles/memory-post-store.ts';
import { aFolder, openTemporaryDatabase } from '../unit/store/temporary-database.ts';
import { aPost, postStoreContract } from './post-store.contract.ts';

postStoreContract('MemoryPostStore', async () => new MemoryPostStore());
postStoreContract('SqlitePostStore', async () => createSqlitePostStore(await openTemporaryDatabase()));

describe('deleteMeeting', () => {
  it('leaves no word of a notice in the file', async () => {
    const path = join(aFolder(), 'mom.db');
    const holdsText = () => [path, `${path}-wal`].some((file) => readFileSync(file).includes('Wilhelmine joined'));
    await using database = await openDatabase(path);
    const store = createSqlitePostStore(database);
    await store.save(aPost({ text: 'Wilhelmine joined' }));
    expect(holdsText()).toBe(true);
    await store.deleteMeeting('m1');
    expect(holdsText()).toBe(false);
  });
});
