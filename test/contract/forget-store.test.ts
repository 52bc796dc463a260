import { describe, expect, it } from 'vitest';
import type { ForgetStore } from '../../src/ports/forget-store.ts';
import { createSqliteForgetStore } from '../../src/providers/store/index.ts';
import { MemoryForgetStore } from '../doubles/memory-forget-store.ts';
import { openTemporaryDatabase } from '../unit/store/temporary-database.ts';

describe.each<[string, () => Promise<ForgetStore>]>([
  ['MemoryForgetStore', async () => new MemoryForgetStore()],
  ['SqliteForgetStore', async () => createSqliteForgetStore(await openTemporaryDatabase())],
])('%s as a ForgetStore', (_, open) => {
  it('keeps each wish once, in the order in which they came, until it is fulfilled', async () => {
    const store = await open();
    const [hers, whole, his] = [
      { meetingId: 'm2', userId: '1001' },
      { meetingId: 'm2', userId: null },
      { meetingId: 'm1', userId: '1002' },
    ];
    for (const forget of [hers, whole, his, hers]) await store.add(forget, 1_000);
    expect(await store.list()).toEqual([hers, whole, his]);
    await store.remove(whole);
    await store.remove(whole);
    expect(await store.list()).toEqual([hers, his]);
  });
});
