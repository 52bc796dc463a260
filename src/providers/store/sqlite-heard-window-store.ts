import { sql } from 'kysely';
import type { HeardWindow, HeardWindowStore } from '../../ports/heard-window-store.ts';
import { type Database, markForScrub, sqliteFault } from '../sqlite/index.ts';
import { chunkSchema } from './chunk-rows.ts';
import { parseJson } from './json-column.ts';

export const createSqliteHeardWindowStore = (database: Database): HeardWindowStore =>
  new SqliteHeardWindowStore(database);

class SqliteHeardWindowStore implements HeardWindowStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** One statement: a meeting that is forgotten meanwhile takes no new words. */
  save(meetingId: string, { result, hash, endSample }: HeardWindow): Promise<void> {
    const { trackId, startSample } = result;
    return this.#guard(async () => {
      await sql`
        insert into heard_window (meeting_id, track_id, start_sample, end_sample, sound_hash, result_json)
        select id, ${trackId}, ${startSample}, ${endSample}, ${hash}, ${JSON.stringify(result)}
        from meeting where id = ${meetingId}
        on conflict do update set
          end_sample = excluded.end_sample, sound_hash = excluded.sound_hash, result_json = excluded.result_json`.execute(
        this.#database.kysely,
      );
    });
  }

  list(meetingId: string): Promise<readonly HeardWindow[]> {
    return this.#guard(async () => {
      const rows = await this.#database.kysely
        .selectFrom('heard_window')
        .selectAll()
        .where('meeting_id', '=', meetingId)
        .orderBy('track_id')
        .orderBy('start_sample')
        .execute();
      return rows.map(({ track_id, end_sample: endSample, sound_hash: hash, result_json }) => {
        const result = parseJson(chunkSchema, result_json, `a window of track ${track_id}`);
        return { result, hash, endSample };
      });
    });
  }

  async remove(meetingId: string, afterSample: number): Promise<void> {
    await this.#guard(() =>
      this.#database.kysely.transaction().execute(async (transaction) => {
        const mine = transaction.deleteFrom('heard_window').where('meeting_id', '=', meetingId);
        const { numDeletedRows } = await mine.where('end_sample', '>', afterSample).executeTakeFirstOrThrow();
        if (numDeletedRows > 0n) await markForScrub(transaction);
      }),
    );
    await this.#database.scrub();
  }

  async clear(meetingId: string): Promise<void> {
    await this.#guard(() =>
      this.#database.kysely.deleteFrom('heard_window').where('meeting_id', '=', meetingId).execute(),
    );
  }

  async #guard<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw sqliteFault('store_failed', error, this.#database.path);
    }
  }
}
