import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { defaultGuildSettings } from '../../src/domain/guild.ts';
import { createSqliteGuildStore } from '../../src/providers/store/index.ts';
import { MemoryGuildStore } from '../doubles/memory-guild-store.ts';
import { openTemporaryDatabase } from '../unit/store/temporary-database.ts';
import { guildStoreContract } from './guild-store.contract.ts';

guildStoreContract('MemoryGuildStore', async () => new MemoryGuildStore());
guildStoreContract('SqliteGuildStore', async () => createSqliteGuildStore(await openTemporaryDatabase()));

describe('settings that another version wrote', () => {
  it('keep what is understood, keep what is not for later, and are the defaults where they make no sense', async () => {
    const database = await openTemporaryDatabase();
    const store = createSqliteGuildStore(database);
    const written = { language: 'de', textDays: -3, mood: 'sunny', autoJoin: 'always' };
    await sql`insert into guild_settings values ('g1', ${JSON.stringify(written)})`.execute(database.kysely);
    expect(await store.settings('g1')).toEqual({ ...defaultGuildSettings, language: 'de' });
    await store.changeSettings('g1', { template: 'standup' });
    const { rows } = await sql<{ json: string }>`select settings_json as json from guild_settings`.execute(
      database.kysely,
    );
    expect(JSON.parse(rows[0]?.json ?? '')).toEqual({ ...written, template: 'standup' });
  });
});
