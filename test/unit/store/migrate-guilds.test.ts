import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';
import { createSqliteMeetingStore } from '../../../src/providers/store/index.ts';
import { aFolder, openTemporaryDatabase } from './temporary-database.ts';

/** Undoes step 0008 and those after it in the file of a version before. */
function asBefore(path: string): void {
  const native = new BetterSqlite3(path);
  native.exec(`
    drop index meeting_by_scope;
    drop index track_by_speaker;
    drop index caption_by_speaker;
    alter table meeting drop column in_scope;
    drop table guild_settings;
    drop table profile;
    drop table opted_out;
    drop table live_meeting;
    drop table pending_forget;
    drop table discord_post;
    drop table item_label;
    drop table platform_note;
    drop table heard_window;
    delete from kysely_migration where name >= '0008';
    insert into meeting values ('m1', 'Old', 1, 'done', '{"chunkMode":"live","language":null,"model":"base","template":"general"}', null);
    insert into meeting values ('m2', 'Old', 1, 'done', '{"chunkMode":"live","language":null,"model":"base","template":"general","scope":"g1"}', null);
    insert into meeting values ('m3', 'Damaged', 1, 'done', '{', null)`);
  native.close();
}

it('meetings of a version before have their scope, also where it was not written or is damaged', async () => {
  const path = join(aFolder(), 'mom.db');
  await (await openTemporaryDatabase(path)).close();
  asBefore(path);
  const store = createSqliteMeetingStore(await openTemporaryDatabase(path));
  expect(await store.listScopes()).toEqual(['g1', 'local']);
  expect((await store.listMeetings(9, 'g1')).map(({ id }) => id)).toEqual(['m2']);
  expect((await store.listMeetings(9, 'local')).map(({ id }) => id)).toEqual(['m3', 'm1']);
});
