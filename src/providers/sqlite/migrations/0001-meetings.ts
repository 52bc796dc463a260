import { type Kysely, sql } from 'kysely';

/** Meetings with their tracks, chunks, segments, utterances and minutes. Deleting a meeting takes all of it along. */
export async function createMeetings(kysely: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(kysely);
}

const statements = [
  `create table meeting (
    id text primary key,
    title text not null,
    started_at_ms real not null,
    state text not null,
    settings_json text not null,
    failure text
  ) strict`,
  `create table track (
    meeting_id text not null references meeting (id) on delete cascade,
    id text not null,
    position integer not null,
    path text not null,
    speaker text,
    speaker_name text,
    bytes integer not null,
    sha256 text not null,
    result_json text,
    primary key (meeting_id, id)
  ) strict, without rowid`,
  `create table chunk (
    meeting_id text not null,
    track_id text not null,
    start_sample integer not null,
    sample_count integer not null,
    outcome text not null,
    reason text,
    primary key (meeting_id, track_id, start_sample),
    foreign key (meeting_id, track_id) references track (meeting_id, id) on delete cascade
  ) strict, without rowid`,
  `create table segment (
    meeting_id text not null,
    track_id text not null,
    start_sample integer not null,
    position integer not null,
    start_ms real not null,
    end_ms real not null,
    text text not null,
    confidence real not null,
    language text,
    words_json text not null,
    primary key (meeting_id, track_id, start_sample, position),
    foreign key (meeting_id, track_id, start_sample)
      references chunk (meeting_id, track_id, start_sample) on delete cascade
  ) strict, without rowid`,
  `create table utterance (
    key integer primary key,
    meeting_id text not null references meeting (id) on delete cascade,
    position integer not null,
    id text not null,
    speaker text not null,
    name text not null,
    start_ms real not null,
    end_ms real not null,
    text text not null,
    confidence real not null,
    language text,
    unique (meeting_id, position)
  ) strict`,
  `create table meeting_result (
    meeting_id text primary key references meeting (id) on delete cascade,
    transcript_json text not null,
    minutes_json text not null
  ) strict`,
];
