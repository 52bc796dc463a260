import { type Kysely, sql } from 'kysely';

/** What calls to others cost, and what is held for those under way. */
export async function createLedger(kysely: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(kysely);
}

const statements = [
  `create table usage (
    key integer primary key,
    reservation_id text unique,
    scope text not null,
    meeting_id text,
    kind text not null,
    seat text,
    provider text not null,
    model text not null,
    input_tokens integer,
    output_tokens integer,
    cached_tokens integer,
    audio_ms real,
    cost_micro_usd integer,
    counted_micro_usd integer not null,
    price_source text not null,
    at_ms real not null
  ) strict`,
  'create index usage_by_time on usage (at_ms)',
  'create index usage_by_meeting on usage (meeting_id)',
  `create table held_money (
    id text primary key,
    scope text not null,
    meeting_id text,
    micro_usd integer not null,
    owner text not null,
    expires_at_ms real not null
  ) strict, without rowid`,
];
