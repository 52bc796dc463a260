import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSqliteHeardWindowStore, createSqliteMeetingStore } from '../../src/providers/store/index.ts';
import { MemoryHeardWindowStore } from '../doubles/memory-heard-window-store.ts';
import { aFolder, openTemporaryDatabase } from '../unit/store/temporary-database.ts';
import { aMeeting } from './a-stored-meeting.ts';
import { heardWindowStoreContract } from './heard-window-store.contract.ts';

describe('windows heard ahead, in SQLite', () => {
  heardWindowStoreContract(it, async () => {
    const database = await openTemporaryDatabase();
    const meetings = createSqliteMeetingStore(database);
    return {
      store: createSqliteHeardWindowStore(database),
      addMeeting: (id) => meetings.createMeeting({ ...aMeeting(), id }),
      deleteMeeting: async (id) => void (await meetings.deleteMeeting(id)),
    };
  });

  it('leave no byte of their words on the disk when they are taken away', async () => {
    const path = join(aFolder(), 'mom.db');
    const database = await openTemporaryDatabase(path);
    await createSqliteMeetingStore(database).createMeeting({ ...aMeeting(), id: 'm1' });
    const store = createSqliteHeardWindowStore(database);
    const result = { trackId: 'a', startSample: 0, sampleCount: 1, outcome: 'rejected', reason: 'zanzibar' } as const;
    await store.save('m1', { result: { ...result, segments: [] }, hash: 'h', endSample: 9 });
    await store.remove('m1', 0);
    for (const suffix of ['', '-wal']) expect(readFileSync(path + suffix).includes('zanzibar')).toBe(false);
  });
});

describe('windows heard ahead, in memory', () => {
  heardWindowStoreContract(it, async () => {
    const meetings = new Set<string>();
    return {
      store: new MemoryHeardWindowStore(async (id) => meetings.has(id)),
      addMeeting: async (id) => void meetings.add(id),
      deleteMeeting: async (id) => void meetings.delete(id),
    };
  });
});
