import { type Kysely, sql } from 'kysely';

/** What people read while a meeting went on. The key keeps the order in which the captions began. */
export async function createCaptions(kysely: Kysely<unknown>): Promise<void> {
  await sql.raw(captions).execute(kysely);
}

/** No reference to a track: a live meeting has its tracks as files only when it is over. */
const captions = `create table caption (
  key integer primary key,
  meeting_id text not null references meeting (id) on delete cascade,
  id text not null,
  track_id text not null,
  speaker text not null,
  name text not null,
  start_ms real not null,
  end_ms real not null,
  text text not null,
  confidence real not null,
  language text,
  is_final integer not null,
  unique (meeting_id, id)
) strict`;
