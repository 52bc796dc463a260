import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/providers/sqlite/index.ts';
import { createSqliteLedgerStore, createSqliteMeetingStore } from '../../src/providers/store/index.ts';
import { MemoryLedgerStore } from '../doubles/memory-ledger-store.ts';
import { temporaryFolder } from '../mom.ts';
import { aMeeting } from './a-stored-meeting.ts';
import { all, aUsage, ledgerStoreContract } from './ledger-store.contract.ts';

ledgerStoreContract('MemoryLedgerStore', async () => new MemoryLedgerStore());

ledgerStoreContract('SQLite', async () => {
  const database = await openDatabase(':memory:');
  const store = createSqliteLedgerStore(database);
  return Object.assign(store, { [Symbol.asyncDispose]: () => database.close() });
});

describe('the SQLite ledger', () => {
  it('names meetings that are there, and keeps the sum of those that are forgotten', async () => {
    await using database = await openDatabase(':memory:');
    const meetings = createSqliteMeetingStore(database);
    await meetings.createMeeting(aMeeting());
    const ledger = createSqliteLedgerStore(database);
    await ledger.book(aUsage());
    expect(await ledger.sums(all, 'meeting')).toMatchObject([{ key: 'm1', title: 'Weekly', microUsd: 270 }]);
    await meetings.deleteMeeting('m1');
    expect(await ledger.sums(all, 'meeting')).toMatchObject([{ key: 'm1', title: null, microUsd: 270 }]);
  });

  it('holds to a limit and adds up across processes that share the file, 50 meetings at once', async () => {
    using folder = temporaryFolder('ledger');
    const path = `${folder.path}/mom.db`;
    await using first = await openDatabase(path);
    await using second = await openDatabase(path);
    const stores = [createSqliteLedgerStore(first), createSqliteLedgerStore(second)];
    const check = { limit: 'day', capMicroUsd: 1_000_000, filter: all };
    const spent = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const store = stores[index % 2]!;
        const held = {
          id: `r${index}`,
          scope: 'g',
          meetingId: `m${index}`,
          microUsd: 30_001,
          owner: 'o',
          expiresAtMs: 9e9,
        };
        if (await store.hold(held, [check], 0)) return 0;
        await store.settle(held.id, aUsage({ meetingId: held.meetingId, costMicroUsd: 30_001 - index }));
        return 30_001 - index;
      }),
    );
    const sum = spent.reduce((total, value) => total + value, 0);
    expect(await stores[0]!.used(all, 0)).toBe(sum);
    expect(sum).toBeLessThanOrEqual(1_000_000);
    expect(spent.filter((value) => value > 0).length).toBeGreaterThanOrEqual(33);
  });
});
