import type { NoteStore } from '../../ports/note-store.ts';
import { type Database, sqliteFault } from '../sqlite/index.ts';

/** Small facts of platforms in one database. Who opened the database closes it. */
export const createSqliteNoteStore = (database: Database): NoteStore => new SqliteNoteStore(database);

class SqliteNoteStore implements NoteStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async read(key: string): Promise<string | null> {
    const { kysely, path } = this.#database;
    try {
      const rows = kysely.selectFrom('platform_note').select('value').where('key', '=', key);
      return (await rows.executeTakeFirst())?.value ?? null;
    } catch (error) {
      throw sqliteFault('store_failed', error, path);
    }
  }

  async list(prefix: string): Promise<readonly string[]> {
    const { kysely, path } = this.#database;
    try {
      const notes = kysely.selectFrom('platform_note').select('value').where('key', '>=', prefix);
      const ours = notes.where('key', '<', `${prefix}\u{10FFFF}`).orderBy('key'); // keys are compared byte by byte
      return (await ours.execute()).map(({ value }) => value);
    } catch (error) {
      throw sqliteFault('store_failed', error, path);
    }
  }

  async write(key: string, value: string): Promise<void> {
    const { kysely, path } = this.#database;
    try {
      const row = kysely.insertInto('platform_note').values({ key, value });
      await row.onConflict((conflict) => conflict.column('key').doUpdateSet({ value })).execute();
    } catch (error) {
      throw sqliteFault('store_failed', error, path);
    }
  }
}
