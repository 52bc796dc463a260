import { type Kysely, sql } from 'kysely';

/** Language models: what was sent when, what their providers told about limits, what was learnt about them, drafts that are paid for. */
export async function createLanguageModels(kysely: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(kysely);
}

const statements = [
  `create table rate_use (
    key integer primary key autoincrement,
    provider text not null,
    model text not null,
    at_ms real not null,
    tokens integer not null
  ) strict`,
  'create index rate_use_by_time on rate_use (provider, at_ms)',
  `create table rate_limit (
    provider text not null,
    model text not null,
    requests_per_minute integer,
    requests_per_day integer,
    tokens_per_minute integer,
    tokens_per_day integer,
    rest_until_ms real,
    primary key (provider, model)
  ) strict, without rowid`,
  `create table llm_model (
    provider text not null,
    model text not null,
    retired_until_ms real,
    json_mode text,
    json_mode_until_ms real,
    primary key (provider, model)
  ) strict, without rowid`,
  `create table llm_notice (
    key text primary key,
    at_ms real not null
  ) strict, without rowid`,
  `create table draft_chunk (
    key integer primary key,
    meeting_id text not null references meeting (id) on delete cascade,
    seat text not null,
    chunk_hash text not null,
    first_id text not null,
    last_id text not null,
    provider text not null,
    model text not null,
    draft_json text not null,
    unique (meeting_id, seat, chunk_hash)
  ) strict`,
];
