import { type Kysely, sql } from 'kysely';

/** The job queue. AUTOINCREMENT: a removed job's number never comes back, so a late answer can't hit another job. */
export async function createJobs(kysely: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(kysely);
}

const statements = [
  `create table job (
    key integer primary key autoincrement,
    kind text not null,
    id text not null,
    data_json text not null,
    state text not null,
    run_at_ms real not null,
    attempt integer not null default 0,
    max_attempts integer not null,
    claim integer not null default 0,
    owner text,
    lease_until_ms real,
    result_json text,
    error_json text,
    unique (kind, id)
  ) strict`,
  'create index job_by_turn on job (kind, state, run_at_ms, key)',
];
