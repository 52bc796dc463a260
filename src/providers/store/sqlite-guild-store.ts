import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { GuildSettings, Profile } from '../../domain/guild.ts';
import type { GuildStore } from '../../ports/guild-store.ts';
import { type Database, markForScrub, sqliteFault, type Tables } from '../sqlite/index.ts';
import { checkSettings, readSettings } from './guild-settings-schema.ts';
import { parseJson } from './json-column.ts';

const profileSchema = z.object({
  userId: z.string(),
  name: z.string(),
  keywords: z.array(z.string()),
  soundsLike: z.array(z.string()),
  role: z.string().nullable(),
}) satisfies z.ZodType<Profile>;

/** What servers decided, in one database. Who opened the database closes it. */
export const createSqliteGuildStore = (database: Database): GuildStore => new SqliteGuildStore(database);

class SqliteGuildStore implements GuildStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  settings(scope: string): Promise<GuildSettings> {
    return this.#transaction(async (transaction) => readSettings(await decidedIn(transaction, scope)));
  }

  changeSettings(scope: string, change: Partial<GuildSettings>): Promise<GuildSettings> {
    return this.#transaction(async (transaction) => {
      const decided = { ...(await decidedIn(transaction, scope)), ...checkSettings(change) };
      const settings_json = JSON.stringify(decided);
      await transaction
        .insertInto('guild_settings')
        .values({ scope, settings_json })
        .onConflict((conflict) => conflict.column('scope').doUpdateSet({ settings_json }))
        .execute();
      return readSettings(decided);
    });
  }

  profile(scope: string, userId: string): Promise<Profile | null> {
    return this.#transaction(async (transaction) => {
      const rows = transaction.selectFrom('profile').selectAll().where('scope', '=', scope);
      const row = await rows.where('user_id', '=', userId).executeTakeFirst();
      return row ? toProfile(row) : null;
    });
  }

  profiles(scope: string): Promise<readonly Profile[]> {
    return this.#transaction(async (transaction) => {
      const rows = transaction.selectFrom('profile').selectAll().where('scope', '=', scope);
      return (await rows.orderBy('user_id').execute()).map(toProfile);
    });
  }

  saveProfile(scope: string, profile: Profile): Promise<void> {
    return this.#transaction(async (transaction) => {
      const profile_json = JSON.stringify(profile);
      await transaction
        .insertInto('profile')
        .values({ scope, user_id: profile.userId, profile_json })
        .onConflict((conflict) => conflict.columns(['scope', 'user_id']).doUpdateSet({ profile_json }))
        .execute();
    });
  }

  async forgetProfile(scope: string, userId: string): Promise<boolean> {
    const wasThere = await this.#transaction(async (transaction) => {
      const rows = transaction.deleteFrom('profile').where('scope', '=', scope).where('user_id', '=', userId);
      const { numDeletedRows } = await rows.executeTakeFirstOrThrow();
      if (numDeletedRows > 0n) await markForScrub(transaction);
      return numDeletedRows > 0n;
    });
    await this.#database.scrub();
    return wasThere;
  }

  optedOut(scope: string): Promise<ReadonlySet<string>> {
    return this.#transaction(async (transaction) => {
      const rows = transaction.selectFrom('opted_out').select('user_id').where('scope', '=', scope);
      return new Set((await rows.execute()).map(({ user_id }) => user_id));
    });
  }

  optOut(scope: string, userId: string): Promise<void> {
    return this.#transaction(async (transaction) => {
      const row = transaction.insertInto('opted_out').values({ scope, user_id: userId });
      await row.onConflict((conflict) => conflict.doNothing()).execute();
    });
  }

  optIn(scope: string, userId: string): Promise<void> {
    return this.#transaction(async (transaction) => {
      const rows = transaction.deleteFrom('opted_out').where('scope', '=', scope);
      await rows.where('user_id', '=', userId).execute();
    });
  }

  async #transaction<T>(action: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    try {
      return await this.#database.kysely.transaction().execute(action);
    } catch (error) {
      throw sqliteFault('store_failed', error, this.#database.path);
    }
  }
}

const toProfile = (row: Tables['profile']): Profile =>
  parseJson(profileSchema, row.profile_json, `the profile of ${row.user_id}`);

/** Everything that was decided, also what this version does not know: a newer one may come back. */
async function decidedIn(transaction: Transaction<Tables>, scope: string): Promise<Record<string, unknown>> {
  const rows = transaction.selectFrom('guild_settings').select('settings_json').where('scope', '=', scope);
  const row = await rows.executeTakeFirst();
  return row ? parseJson(z.record(z.string(), z.unknown()), row.settings_json, `the settings of ${scope}`) : {};
}
