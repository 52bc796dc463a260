import type { Insertable, Selectable, Transaction } from 'kysely';
import { z } from 'zod';
import type { LiveMeetingRecord, LiveMeetingState, LiveMeetingStore } from '../../ports/live-meeting-store.ts';
import type { ThreadRef } from '../../ports/meeting-thread.ts';
import { type Database, markForScrub, sqliteFault, type Tables } from '../sqlite/index.ts';
import { parseJson, parseRow } from './json-column.ts';

const UNFINISHED = ['recording', 'processing'] satisfies LiveMeetingState[];
const stateSchema = z.enum(['recording', 'processing', 'done', 'failed']) satisfies z.ZodType<LiveMeetingState>;

const threadSchema = z.object({
  guildId: z.string(),
  channelId: z.string(),
  threadId: z.string(),
  panelChannelId: z.string(),
  panelMessageId: z.string().nullable(),
}) satisfies z.ZodType<ThreadRef>;

/** What platforms know of their meetings, in one database. Who opened the database closes it. */
export const createSqliteLiveMeetingStore = (database: Database): LiveMeetingStore =>
  new SqliteLiveMeetingStore(database);

class SqliteLiveMeetingStore implements LiveMeetingStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  save(record: LiveMeetingRecord): Promise<void> {
    const { meeting_id, ...columns } = toRow(record);
    return this.#transaction(async (transaction) => {
      await transaction
        .insertInto('live_meeting')
        .values({ meeting_id, ...columns })
        .onConflict((conflict) => conflict.column('meeting_id').doUpdateSet(columns))
        .execute();
    });
  }

  find(meetingId: string): Promise<LiveMeetingRecord | null> {
    return this.#transaction(async (transaction) => {
      const rows = transaction.selectFrom('live_meeting').selectAll().where('meeting_id', '=', meetingId);
      const row = await rows.executeTakeFirst();
      return row ? toRecord(row) : null;
    });
  }

  listUnfinished(): Promise<readonly LiveMeetingRecord[]> {
    return this.#transaction(async (transaction) => {
      const rows = transaction.selectFrom('live_meeting').selectAll().where('state', 'in', UNFINISHED);
      return (await rows.orderBy('started_at_ms').orderBy('meeting_id').execute()).map(toRecord);
    });
  }

  listOfGuild(guildId: string): Promise<readonly LiveMeetingRecord[]> {
    return this.#transaction(async (transaction) => {
      const rows = transaction.selectFrom('live_meeting').selectAll().where('guild_id', '=', guildId);
      return (await rows.orderBy('started_at_ms').orderBy('meeting_id').execute()).map(toRecord);
    });
  }

  async deleteKey(meetingId: string): Promise<void> {
    await this.#transaction(async (transaction) => {
      const change = transaction.updateTable('live_meeting').set({ journal_key: null });
      const { numUpdatedRows } = await change
        .where('meeting_id', '=', meetingId)
        .where('journal_key', 'is not', null)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows > 0n) await markForScrub(transaction);
    });
    await this.#database.scrub();
  }

  async delete(meetingId: string): Promise<boolean> {
    const wasThere = await this.#transaction(async (transaction) => {
      const rows = transaction.deleteFrom('live_meeting').where('meeting_id', '=', meetingId);
      const { numDeletedRows } = await rows.executeTakeFirstOrThrow();
      if (numDeletedRows > 0n) await markForScrub(transaction); // it may have held the key
      return numDeletedRows > 0n;
    });
    await this.#database.scrub();
    return wasThere;
  }

  async #transaction<T>(action: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    try {
      return await this.#database.kysely.transaction().execute(action);
    } catch (error) {
      throw sqliteFault('store_failed', error, this.#database.path);
    }
  }
}

const toRow = (record: LiveMeetingRecord): Insertable<Tables['live_meeting']> => ({
  meeting_id: record.meetingId,
  guild_id: record.guildId,
  voice_channel_id: record.voiceChannelId,
  call_channel_id: record.callChannelId,
  text_channel_id: record.textChannelId,
  thread_json: record.thread && JSON.stringify(record.thread),
  journal_key: record.journalKey && Buffer.from(record.journalKey),
  state: record.state,
  started_by: record.startedBy,
  started_at_ms: record.startedAtMs,
});

const toRecord = (row: Selectable<Tables['live_meeting']>): LiveMeetingRecord => ({
  meetingId: row.meeting_id,
  guildId: row.guild_id,
  voiceChannelId: row.voice_channel_id,
  callChannelId: row.call_channel_id ?? row.voice_channel_id,
  textChannelId: row.text_channel_id,
  thread: row.thread_json === null ? null : parseJson(threadSchema, row.thread_json, `the thread of ${row.meeting_id}`),
  journalKey: row.journal_key && new Uint8Array(row.journal_key),
  state: parseRow(stateSchema, row.state, `live meeting ${row.meeting_id}`),
  startedBy: row.started_by,
  startedAtMs: row.started_at_ms,
});
