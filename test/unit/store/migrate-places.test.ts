import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';
import { createSqliteLiveMeetingStore } from '../../../src/providers/store/index.ts';
import { aFolder, openTemporaryDatabase } from './temporary-database.ts';

/** Undoes step 0011 in the file of a version before. */
function asBefore(path: string): void {
  const native = new BetterSqlite3(path);
  native.exec(`
    alter table live_meeting drop column call_channel_id;
    alter table live_meeting drop column text_channel_id;
    delete from kysely_migration where name >= '0011';
    insert into live_meeting values ('m1', 'g1', 'c1', null, null, 'recording', '1001', 1)`);
  native.close();
}

it('calls of a version before are where they began, and nobody knows where they were asked for', async () => {
  const path = join(aFolder(), 'mom.db');
  await (await openTemporaryDatabase(path)).close();
  asBefore(path);
  const store = createSqliteLiveMeetingStore(await openTemporaryDatabase(path));
  expect(await store.find('m1')).toMatchObject({ voiceChannelId: 'c1', callChannelId: 'c1', textChannelId: null });
});
