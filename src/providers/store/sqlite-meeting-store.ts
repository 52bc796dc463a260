import type { Kysely, Transaction } from 'kysely';
import type { Caption } from '../../domain/caption.ts';
import type { ChunkOutcome, ChunkResult } from '../../domain/chunk-result.ts';
import type { Meeting, MeetingState, MeetingTrack, TrackResult } from '../../domain/meeting.ts';
import { MomError } from '../../errors.ts';
import type { MeetingRemains, MeetingResult, MeetingStore, MeetingSummary } from '../../ports/meeting-store.ts';
import { type Database, markForScrub, sqliteFault, type Tables } from '../sqlite/index.ts';
import { toCaption, toCaptionRow } from './caption-rows.ts';
import { toChunkRow, toChunks, toSegmentRows } from './chunk-rows.ts';
import { toMeeting, toMeetingRow, toMeetingSummary, toTrackRows } from './meeting-rows.ts';
import { toResult, toResultRow, toUtteranceRows } from './result-rows.ts';

/** Rows an INSERT: SQLite takes 32 766 values in a statement, an utterance has ten. */
const INSERT_ROWS = 500;
/** What a meeting with a result is. */
const DONE = { state: 'done', failure: null } as const;

/** The meetings of one database. Who opened the database closes it. */
export const createSqliteMeetingStore = (database: Database): MeetingStore => new SqliteMeetingStore(database);

class SqliteMeetingStore implements MeetingStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  createMeeting(meeting: Meeting, result?: MeetingResult): Promise<void> {
    return this.#write(async (transaction) => {
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto('meeting')
        .values(toMeetingRow(result ? { ...meeting, ...DONE } : meeting))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows !== 1n) return;
      await insertTracks(transaction, meeting);
      if (result) await insertResult(transaction, meeting.id, result);
    });
  }

  findMeeting(id: string): Promise<Meeting | null> {
    return this.#read(async (transaction) => {
      const row = await transaction.selectFrom('meeting').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) return null;
      const tracks = transaction.selectFrom('track').selectAll().where('meeting_id', '=', id).orderBy('position');
      return toMeeting(row, await tracks.execute());
    });
  }

  listMeetings(limit: number, scope?: string): Promise<readonly MeetingSummary[]> {
    return this.#read(async (transaction) => {
      const all = transaction.selectFrom('meeting').select(['id', 'title', 'started_at_ms', 'state']);
      const meetings = scope === undefined ? all : all.where('in_scope', '=', scope);
      const rows = await meetings.orderBy('id', 'desc').limit(Math.max(0, limit)).execute();
      return rows.map(toMeetingSummary);
    });
  }

  listScopes(): Promise<readonly string[]> {
    return this.#read(async (transaction) => {
      const rows = await transaction.selectFrom('meeting').select('in_scope').distinct().orderBy('in_scope').execute();
      return rows.map(({ in_scope }) => in_scope);
    });
  }

  listMeetingsOfSpeaker(scope: string, speaker: string): Promise<readonly string[]> {
    return this.#read(async (transaction) => {
      const rows = await transaction
        .selectFrom('meeting')
        .select('id')
        .where('in_scope', '=', scope)
        .where(({ or, exists, selectFrom }) =>
          or(
            (['track', 'caption'] as const).map((table) =>
              exists(
                selectFrom(table)
                  .select('speaker')
                  .whereRef(`${table}.meeting_id`, '=', 'meeting.id')
                  .where('speaker', '=', speaker),
              ),
            ),
          ),
        )
        .orderBy('id')
        .execute();
      return rows.map(({ id }) => id);
    });
  }

  attachTracks(id: string, tracks: readonly MeetingTrack[]): Promise<void> {
    return this.#write(async (transaction) => {
      await requireMeeting(transaction, id);
      const { numUpdatedRows } = await transaction
        .updateTable('meeting')
        .set({ state: 'transcribing' satisfies MeetingState })
        .where('id', '=', id)
        .where('state', '=', 'recording' satisfies MeetingState)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows > 0n) await insertTracks(transaction, { id, tracks });
    });
  }

  setState(id: string, state: MeetingState, failure?: string): Promise<void> {
    return this.#write(async (transaction) => {
      await requireMeeting(transaction, id);
      const change = transaction.updateTable('meeting').set({ state, failure: failure ?? null });
      await change.where('id', '=', id).execute();
    });
  }

  saveChunk(meetingId: string, chunk: ChunkResult): Promise<void> {
    return this.#write(async (transaction) => {
      await requireTrack(transaction, meetingId, chunk.trackId);
      await transaction
        .deleteFrom('chunk')
        .where('meeting_id', '=', meetingId)
        .where('track_id', '=', chunk.trackId)
        .where('start_sample', '=', chunk.startSample)
        .where('outcome', '=', 'failed' satisfies ChunkOutcome)
        .execute();
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto('chunk')
        .values(toChunkRow(meetingId, chunk))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows === 1n) await insertSegments(transaction, meetingId, chunk);
    });
  }

  listChunks(meetingId: string): Promise<readonly ChunkResult[]> {
    return this.#read(async (transaction) => {
      await requireMeeting(transaction, meetingId);
      const chunks = await transaction
        .selectFrom('chunk')
        .innerJoin('track', (join) =>
          join.onRef('track.meeting_id', '=', 'chunk.meeting_id').onRef('track.id', '=', 'chunk.track_id'),
        )
        .selectAll('chunk')
        .where('chunk.meeting_id', '=', meetingId)
        .orderBy('track.position')
        .orderBy('chunk.start_sample')
        .execute();
      const segments = transaction.selectFrom('segment').selectAll().where('meeting_id', '=', meetingId);
      return toChunks(chunks, await segments.orderBy('position').execute());
    });
  }

  saveCaption(meetingId: string, caption: Caption): Promise<void> {
    return this.#write(async (transaction) => {
      await requireMeeting(transaction, meetingId);
      const row = toCaptionRow(meetingId, caption);
      await transaction
        .insertInto('caption')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['meeting_id', 'id']).doUpdateSet(row).where('caption.is_final', '=', 0),
        )
        .execute();
    });
  }

  listCaptions(meetingId: string): Promise<readonly Caption[]> {
    return this.#read(async (transaction) => {
      await requireMeeting(transaction, meetingId);
      const rows = transaction.selectFrom('caption').selectAll().where('meeting_id', '=', meetingId);
      return (await rows.orderBy('key').execute()).map(toCaption);
    });
  }

  async removeCaptions(meetingId: string, captionIds: readonly string[]): Promise<void> {
    await this.#write(async (transaction) => {
      await requireMeeting(transaction, meetingId);
      for (const ids of batches(captionIds))
        await transaction.deleteFrom('caption').where('meeting_id', '=', meetingId).where('id', 'in', ids).execute();
      if (captionIds.length > 0) await markForScrub(transaction);
    });
    await this.#database.scrub();
  }

  finishTrack(meetingId: string, trackId: string, result: TrackResult): Promise<void> {
    return this.#write(async (transaction) => {
      await requireTrack(transaction, meetingId, trackId);
      const change = transaction.updateTable('track').set({ result_json: JSON.stringify(result) });
      await change.where('meeting_id', '=', meetingId).where('id', '=', trackId).execute();
    });
  }

  saveResult(meetingId: string, result: MeetingResult): Promise<void> {
    return this.#write(async (transaction) => {
      await requireMeeting(transaction, meetingId);
      await transaction.deleteFrom('meeting_result').where('meeting_id', '=', meetingId).execute();
      await transaction.deleteFrom('utterance').where('meeting_id', '=', meetingId).execute();
      await insertResult(transaction, meetingId, result);
      await transaction.updateTable('meeting').set(DONE).where('id', '=', meetingId).execute();
    });
  }

  findResult(meetingId: string): Promise<MeetingResult | null> {
    return this.#read(async (transaction) => {
      await requireMeeting(transaction, meetingId);
      const results = transaction.selectFrom('meeting_result').selectAll().where('meeting_id', '=', meetingId);
      const row = await results.executeTakeFirst();
      if (!row) return null;
      const utterances = transaction.selectFrom('utterance').selectAll().where('meeting_id', '=', meetingId);
      return toResult(row, await utterances.orderBy('position').execute());
    });
  }

  /** Deleting the row takes along every table that refers to it, also those that this store knows nothing of. */
  async rewriteMeeting(meeting: Meeting, { chunks, captions, result }: MeetingRemains): Promise<void> {
    await this.#write(async (transaction) => {
      await requireMeeting(transaction, meeting.id);
      await transaction.deleteFrom('meeting').where('id', '=', meeting.id).execute();
      await transaction.insertInto('meeting').values(toMeetingRow(meeting)).execute();
      await insertTracks(transaction, meeting);
      for (const chunk of chunks) {
        await transaction.insertInto('chunk').values(toChunkRow(meeting.id, chunk)).execute();
        await insertSegments(transaction, meeting.id, chunk);
      }
      for (const caption of captions)
        await transaction.insertInto('caption').values(toCaptionRow(meeting.id, caption)).execute();
      if (result) await insertResult(transaction, meeting.id, result);
      await markForScrub(transaction);
    });
    await this.#database.scrub();
  }

  async deleteMeeting(id: string): Promise<boolean> {
    const wasThere = await this.#write(async (transaction) => {
      const { numDeletedRows } = await transaction.deleteFrom('meeting').where('id', '=', id).executeTakeFirstOrThrow();
      if (numDeletedRows > 0n) await markForScrub(transaction);
      return numDeletedRows > 0n;
    });
    await this.#database.scrub();
    return wasThere;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve(); // the database is borrowed
  }

  #read<T>(action: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.#guard(() => this.#database.kysely.transaction().setAccessMode('read only').execute(action));
  }

  #write<T>(action: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.#guard(() => this.#database.kysely.transaction().execute(action));
  }

  async #guard<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw sqliteFault('store_failed', error, this.#database.path);
    }
  }
}

async function insertTracks(kysely: Kysely<Tables>, meeting: Pick<Meeting, 'id' | 'tracks'>): Promise<void> {
  for (const rows of batches(toTrackRows(meeting))) await kysely.insertInto('track').values(rows).execute();
}

async function insertSegments(kysely: Kysely<Tables>, meetingId: string, chunk: ChunkResult): Promise<void> {
  for (const rows of batches(toSegmentRows(meetingId, chunk)))
    await kysely.insertInto('segment').values(rows).execute();
}

async function insertResult(kysely: Kysely<Tables>, meetingId: string, result: MeetingResult): Promise<void> {
  await kysely.insertInto('meeting_result').values(toResultRow(meetingId, result)).execute();
  for (const rows of batches(toUtteranceRows(meetingId, result.transcript.utterances)))
    await kysely.insertInto('utterance').values(rows).execute();
}

async function requireMeeting(kysely: Kysely<Tables>, id: string): Promise<void> {
  const row = await kysely.selectFrom('meeting').select('id').where('id', '=', id).executeTakeFirst();
  if (!row) throw new MomError('meeting_unknown', `There is no meeting "${id}".`);
}

async function requireTrack(kysely: Kysely<Tables>, meetingId: string, trackId: string): Promise<void> {
  const tracks = kysely.selectFrom('track').select('id').where('meeting_id', '=', meetingId);
  if (await tracks.where('id', '=', trackId).executeTakeFirst()) return;
  await requireMeeting(kysely, meetingId);
  throw new MomError('store_failed', `meeting "${meetingId}" has no track "${trackId}"`);
}

function* batches<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += INSERT_ROWS) yield rows.slice(at, at + INSERT_ROWS);
}
