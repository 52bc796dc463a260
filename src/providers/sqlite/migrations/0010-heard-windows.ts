import { type Kysely, sql } from 'kysely';

/** Windows of the final pass that are transcribed while a call goes on, before it has tracks. */
export async function createHeardWindows(kysely: Kysely<unknown>): Promise<void> {
  await sql.raw(statement).execute(kysely);
}

const statement = `create table heard_window (
    meeting_id text not null references meeting (id) on delete cascade,
    track_id text not null,
    start_sample integer not null,
    end_sample integer not null,
    sound_hash text not null,
    result_json text not null,
    primary key (meeting_id, track_id, start_sample)
  ) strict`;
