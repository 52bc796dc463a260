import { sql } from 'kysely';
import type { DraftStore, StoredDraft } from '../../ports/draft-store.ts';
import { type Database, markForScrub, sqliteFault } from '../sqlite/index.ts';

export const createSqliteDraftStore = (database: Database): DraftStore => new SqliteDraftStore(database);

class SqliteDraftStore implements DraftStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** One statement: a meeting that is forgotten meanwhile takes no new words. */
  saveDraft(meetingId: string, draft: StoredDraft): Promise<void> {
    const { seat, chunkHash, firstId, lastId, provider, model, draftJson } = draft;
    return this.#guard(async () => {
      await sql`
        insert into draft_chunk (meeting_id, seat, chunk_hash, first_id, last_id, provider, model, draft_json)
        select id, ${seat}, ${chunkHash}, ${firstId}, ${lastId}, ${provider}, ${model}, ${draftJson}
        from meeting where id = ${meetingId}
        on conflict do nothing`.execute(this.#database.kysely);
    });
  }

  listDrafts(meetingId: string): Promise<readonly StoredDraft[]> {
    return this.#guard(() =>
      this.#database.kysely
        .selectFrom('draft_chunk')
        .select(['seat', 'provider', 'model'])
        .select(['chunk_hash as chunkHash', 'first_id as firstId', 'last_id as lastId', 'draft_json as draftJson'])
        .where('meeting_id', '=', meetingId)
        .orderBy('key')
        .execute(),
    );
  }

  async removeDrafts(meetingId: string): Promise<void> {
    await this.#guard(() =>
      this.#database.kysely.transaction().execute(async (transaction) => {
        const mine = transaction.deleteFrom('draft_chunk').where('meeting_id', '=', meetingId);
        const { numDeletedRows } = await mine.executeTakeFirstOrThrow();
        if (numDeletedRows > 0n) await markForScrub(transaction);
      }),
    );
    await this.#database.scrub();
  }

  async #guard<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw sqliteFault('store_failed', error, this.#database.path);
    }
  }
}
