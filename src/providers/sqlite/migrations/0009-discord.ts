import { type Kysely, sql } from 'kysely';

/** What platforms posted, what readers thought of it, and small facts that platforms remember. */
export async function createDiscord(kysely: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(kysely);
}

// discord_post refers to no meeting: posts must be found after the meeting's rows are gone, to remove them.
const statements = [
  `create table discord_post (
    meeting_id text not null,
    key text not null,
    kind text not null,
    position integer not null,
    channel_id text not null,
    message_id text,
    nonce text not null,
    content_hash text,
    state text not null,
    attempted_at_ms real,
    text text,
    caption_ids_json text not null,
    primary key (meeting_id, key)
  ) strict`,
  `create index discord_post_unsent on discord_post (meeting_id) where state in ('waiting', 'sending')`,
  `create table item_label (
    meeting_id text not null,
    item_id text not null,
    user_id text not null,
    is_right integer not null,
    at_ms real not null,
    primary key (meeting_id, item_id, user_id)
  ) strict, without rowid`,
  `create table platform_note (
    key text primary key,
    value text not null
  ) strict, without rowid`,
];
