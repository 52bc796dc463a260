import { type Selectable, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { PostKind, PostRecord, PostState, PostStore } from '../../ports/post-store.ts';
import { type Database, markForScrub, sqliteFault, type Tables } from '../sqlite/index.ts';
import { parseJson, parseRow } from './json-column.ts';

const kindSchema = z.enum(['panel', 'starter', 'notice', 'captions', 'draft', 'minutes']) satisfies z.ZodType<PostKind>;
const stateSchema = z.enum(['waiting', 'sending', 'posted', 'gone']) satisfies z.ZodType<PostState>;
const UNSENT = ['waiting', 'sending'] satisfies PostState[];

/** The outbox in one database. Who opened the database closes it. */
export const createSqlitePostStore = (database: Database): PostStore => new SqlitePostStore(database);

class SqlitePostStore implements PostStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  save(post: PostRecord): Promise<void> {
    const { meeting_id, key, ...columns } = toRow(post);
    return this.#transaction(async (transaction) => {
      await transaction
        .insertInto('discord_post')
        .values({ meeting_id, key, ...columns })
        .onConflict((conflict) => conflict.columns(['meeting_id', 'key']).doUpdateSet(columns))
        .execute();
    });
  }

  list(meetingId: string): Promise<readonly PostRecord[]> {
    return this.#transaction(async (transaction) => {
      const rows = transaction.selectFrom('discord_post').selectAll().where('meeting_id', '=', meetingId);
      return (await rows.orderBy('position').orderBy('key').execute()).map(toRecord);
    });
  }

  listUnsent(): Promise<readonly string[]> {
    return this.#transaction(async (transaction) => {
      const rows = transaction.selectFrom('discord_post').select('meeting_id').where('state', 'in', UNSENT);
      const ids = await rows.groupBy('meeting_id').orderBy(sql`min(rowid)`).execute();
      return ids.map(({ meeting_id }) => meeting_id);
    });
  }

  delete(meetingId: string, key: string): Promise<void> {
    return this.#transaction(async (transaction) => {
      const rows = transaction.deleteFrom('discord_post').where('meeting_id', '=', meetingId);
      await rows.where('key', '=', key).execute();
    });
  }

  async deleteMeeting(meetingId: string): Promise<void> {
    await this.#transaction(async (transaction) => {
      const rows = transaction.deleteFrom('discord_post').where('meeting_id', '=', meetingId);
      const { numDeletedRows } = await rows.executeTakeFirstOrThrow();
      if (numDeletedRows > 0n) await markForScrub(transaction); // notices name people
    });
    await this.#database.scrub();
  }

  async #transaction<T>(action: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    try {
      return await this.#database.kysely.transaction().execute(action);
    } catch (error) {
      throw sqliteFault('store_failed', error, this.#database.path);
    }
  }
}

const toRow = (post: PostRecord): Tables['discord_post'] => ({
  meeting_id: post.meetingId,
  key: post.key,
  kind: post.kind,
  position: post.position,
  channel_id: post.channelId,
  message_id: post.messageId,
  nonce: post.nonce,
  content_hash: post.contentHash,
  state: post.state,
  attempted_at_ms: post.attemptedAtMs,
  text: post.text,
  caption_ids_json: JSON.stringify(post.captionIds),
});

const toRecord = (row: Selectable<Tables['discord_post']>): PostRecord => ({
  meetingId: row.meeting_id,
  key: row.key,
  kind: parseRow(kindSchema, row.kind, `a post of ${row.meeting_id}`),
  position: row.position,
  channelId: row.channel_id,
  messageId: row.message_id,
  nonce: row.nonce,
  contentHash: row.content_hash,
  state: parseRow(stateSchema, row.state, `a post of ${row.meeting_id}`),
  attemptedAtMs: row.attempted_at_ms,
  text: row.text,
  captionIds: parseJson(z.array(z.string()), row.caption_ids_json, `a post of ${row.meeting_id}`),
});
