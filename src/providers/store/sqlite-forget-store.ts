import type { Transaction } from 'kysely';
import type { ForgetStore, PendingForget } from '../../ports/forget-store.ts';
import { type Database, markForScrub, sqliteFault, type Tables } from '../sqlite/index.ts';

/** Stands for everybody: NULL would never be a conflict. */
const WHOLE_MEETING = '';

/** What is still to be forgotten, in one database. Who opened the database closes it. */
export const createSqliteForgetStore = (database: Database): ForgetStore => new SqliteForgetStore(database);

class SqliteForgetStore implements ForgetStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add({ meetingId, userId }: PendingForget, nowMs: number): Promise<void> {
    const row = { meeting_id: meetingId, user_id: userId ?? WHOLE_MEETING, asked_at_ms: nowMs };
    return this.#transaction(async (transaction) => {
      const adding = transaction.insertInto('pending_forget').values(row);
      await adding.onConflict((conflict) => conflict.doNothing()).execute();
    });
  }

  list(): Promise<readonly PendingForget[]> {
    return this.#transaction(async (transaction) => {
      const rows = await transaction.selectFrom('pending_forget').selectAll().orderBy('key').execute();
      return rows.map((row) => ({
        meetingId: row.meeting_id,
        userId: row.user_id === WHOLE_MEETING ? null : row.user_id,
      }));
    });
  }

  /** The file is rewritten once, after the last wish, and not after each. */
  async remove({ meetingId, userId }: PendingForget): Promise<void> {
    const isLast = await this.#transaction(async (transaction) => {
      const rows = transaction.deleteFrom('pending_forget').where('meeting_id', '=', meetingId);
      const deleting = rows.where('user_id', '=', userId ?? WHOLE_MEETING);
      const { numDeletedRows } = await deleting.executeTakeFirstOrThrow();
      if (numDeletedRows > 0n) await markForScrub(transaction);
      return !(await transaction.selectFrom('pending_forget').select('key').limit(1).executeTakeFirst());
    });
    if (isLast) await this.#database.scrub();
  }

  async #transaction<T>(action: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    try {
      return await this.#database.kysely.transaction().execute(action);
    } catch (error) {
      throw sqliteFault('store_failed', error, this.#database.path);
    }
  }
}
