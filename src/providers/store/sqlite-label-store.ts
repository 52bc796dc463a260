import type { Transaction } from 'kysely';
import type { ItemLabel, LabelStore } from '../../ports/label-store.ts';
import { type Database, sqliteFault, type Tables } from '../sqlite/index.ts';

/** Readers' verdicts in one database. Who opened the database closes it. */
export const createSqliteLabelStore = (database: Database): LabelStore => new SqliteLabelStore(database);

class SqliteLabelStore implements LabelStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  save({ meetingId, itemId, userId, isRight, atMs }: ItemLabel): Promise<void> {
    const verdict = { is_right: Number(isRight), at_ms: atMs };
    return this.#transaction(async (transaction) => {
      await transaction
        .insertInto('item_label')
        .values({ meeting_id: meetingId, item_id: itemId, user_id: userId, ...verdict })
        .onConflict((conflict) => conflict.columns(['meeting_id', 'item_id', 'user_id']).doUpdateSet(verdict))
        .execute();
    });
  }

  list(meetingId: string): Promise<readonly ItemLabel[]> {
    return this.#transaction(async (transaction) => {
      const rows = transaction.selectFrom('item_label').selectAll().where('meeting_id', '=', meetingId);
      return (await rows.orderBy('item_id').orderBy('user_id').execute()).map(toLabel);
    });
  }

  deleteMeeting(meetingId: string): Promise<void> {
    return this.#transaction(async (transaction) => {
      await transaction.deleteFrom('item_label').where('meeting_id', '=', meetingId).execute();
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

const toLabel = (row: Tables['item_label']): ItemLabel => ({
  meetingId: row.meeting_id,
  itemId: row.item_id,
  userId: row.user_id,
  isRight: row.is_right !== 0,
  atMs: row.at_ms,
});
