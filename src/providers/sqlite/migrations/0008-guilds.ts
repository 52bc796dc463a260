import { type Kysely, sql } from 'kysely';

/** What servers and members decided, what platforms know of their meetings, and what is still to be forgotten. */
export async function createGuilds(kysely: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(kysely);
}

// live_meeting and pending_forget refer to no meeting: both must outlive its rows until its posts and files are gone too.
const statements = [
  `create table guild_settings (
    scope text primary key,
    settings_json text not null
  ) strict, without rowid`,
  `create table profile (
    scope text not null,
    user_id text not null,
    profile_json text not null,
    primary key (scope, user_id)
  ) strict, without rowid`,
  `create table opted_out (
    scope text not null,
    user_id text not null,
    primary key (scope, user_id)
  ) strict, without rowid`,
  `create table live_meeting (
    meeting_id text primary key,
    guild_id text not null,
    voice_channel_id text not null,
    thread_json text,
    journal_key blob,
    state text not null,
    started_by text,
    started_at_ms real not null
  ) strict`,
  `create table pending_forget (
    key integer primary key,
    meeting_id text not null,
    user_id text not null,
    asked_at_ms real not null,
    unique (meeting_id, user_id)
  ) strict`,
  `alter table meeting add column in_scope text not null default 'local'`,
  `update meeting set in_scope = coalesce(json_extract(settings_json, '$.scope'), 'local') where json_valid(settings_json)`,
  'create index meeting_by_scope on meeting (in_scope, id)',
  'create index track_by_speaker on track (speaker, meeting_id)',
  'create index caption_by_speaker on caption (speaker, meeting_id)',
];
