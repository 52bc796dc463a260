import { type ExpressionBuilder, type Kysely, type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { JobState } from '../../ports/job-queue.ts';
import { type Database, sqliteFault, type Tables } from '../sqlite/index.ts';
import type {
  ClaimedJob,
  ClaimRequest,
  FreeRequest,
  JobRecord,
  JobTable,
  NewJob,
  Outcome,
  StoredError,
  Ticket,
} from './job-table.ts';

/** Rows an INSERT: SQLite takes 32 766 values in a statement, a job has five. */
const INSERT_ROWS = 500;
/** What a job is set to that nobody works on. */
const UNCLAIMED = { owner: null, lease_until_ms: null } as const;

const stateSchema = z.enum(['waiting', 'active', 'done', 'failed']) satisfies z.ZodType<JobState>;
const errorSchema = z.object({ code: z.string(), message: z.string(), file: z.string().nullable() });

/** Jobs as rows. Every call but `add` is one statement, so it needs no transaction and blocks the thread only shortly. */
export class SqliteJobTable implements JobTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(kind: string, jobs: readonly NewJob[]): Promise<void> {
    const rows = jobs.map((job) => ({
      kind,
      id: job.id,
      data_json: job.dataJson,
      state: 'waiting' satisfies JobState,
      run_at_ms: job.runAtMs,
      max_attempts: job.maxAttempts,
    }));
    return this.#guard((kysely) =>
      kysely.transaction().execute(async (transaction) => {
        for (let at = 0; at < rows.length; at += INSERT_ROWS)
          await transaction
            .insertInto('job')
            .values(rows.slice(at, at + INSERT_ROWS))
            .onConflict((conflict) => conflict.columns(['kind', 'id']).doNothing())
            .execute();
      }),
    );
  }

  claim(request: ClaimRequest): Promise<readonly ClaimedJob[]> {
    return this.#guard(async (kysely) => {
      const rows = await kysely
        .updateTable('job')
        .set(({ eb }) => ({
          state: 'active',
          attempt: eb('attempt', '+', 1),
          claim: eb('claim', '+', 1),
          owner: request.owner,
          lease_until_ms: request.nowMs + request.leaseMs,
        }))
        .where('key', 'in', (eb) => nextJobs(eb, request))
        .returning(['key', 'claim', 'id', 'data_json', 'attempt', 'max_attempts', 'run_at_ms'])
        .execute();
      return rows.sort((a, b) => a.run_at_ms - b.run_at_ms || a.key - b.key).map(toClaimedJob);
    });
  }

  renew(tickets: readonly Ticket[], leaseUntilMs: number): Promise<readonly Ticket[]> {
    return this.#guard((kysely) =>
      kysely
        .updateTable('job')
        .set({ lease_until_ms: leaseUntilMs })
        .where('state', '=', 'active')
        .where(isOneOf(tickets))
        .returning(['key', 'claim'])
        .execute(),
    );
  }

  settle(ticket: Ticket, outcome: Outcome): Promise<boolean> {
    return this.#guard(async (kysely) => {
      const { numUpdatedRows } = await kysely
        .updateTable('job')
        .set((eb) => ({ ...UNCLAIMED, ...changeOf(outcome, eb) }))
        .where('key', '=', ticket.key)
        .where('claim', '=', ticket.claim)
        .where('state', '=', 'active')
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    });
  }

  owners(kind: string): Promise<readonly string[]> {
    return this.#guard(async (kysely) => {
      const running = kysely.selectFrom('job').where('kind', '=', kind).where('state', '=', 'active');
      const rows = await running.select('owner').distinct().execute();
      return rows.flatMap(({ owner }) => owner ?? []);
    });
  }

  free(request: FreeRequest): Promise<readonly string[]> {
    return this.#guard(async (kysely) => {
      const rows = await kysely
        .updateTable('job')
        .set((eb) => {
          const isLast = eb('attempt', '>=', eb.ref('max_attempts'));
          return {
            ...UNCLAIMED,
            state: eb.case().when(isLast).then('failed').else('waiting').end(),
            error_json: eb.case().when(isLast).then(JSON.stringify(request.error)).else(null).end(),
          };
        })
        .where('kind', '=', request.kind)
        .where('state', '=', 'active')
        .where((eb) => eb.not(isOneOf(request.spared)))
        .where((eb) => eb.or([eb('lease_until_ms', '<=', request.nowMs), eb('owner', 'in', among(request.goneOwners))]))
        .returning('id')
        .execute();
      return rows.map(({ id }) => id);
    });
  }

  find(kind: string, ids: readonly string[]): Promise<readonly JobRecord[]> {
    return this.#guard(async (kysely) => {
      const jobs = kysely.selectFrom('job').select(['id', 'state', 'result_json', 'error_json']);
      const rows = await jobs.where('kind', '=', kind).where('id', 'in', among(ids)).execute();
      return rows.map(toRecord);
    });
  }

  retry(kind: string, id: string, nowMs: number): Promise<void> {
    return this.#guard(async (kysely) => {
      await kysely
        .updateTable('job')
        .set({ state: 'waiting', attempt: 0, run_at_ms: nowMs, result_json: null, error_json: null })
        .where('kind', '=', kind)
        .where('id', '=', id)
        .where('state', 'in', ['failed', 'done'])
        .execute();
    });
  }

  remove(kind: string, id: string): Promise<void> {
    return this.#guard(async (kysely) => {
      await kysely.deleteFrom('job').where('kind', '=', kind).where('id', '=', id).execute();
    });
  }

  counts(kind: string): Promise<Readonly<Record<JobState, number>>> {
    return this.#guard(async (kysely) => {
      const rows = await kysely
        .selectFrom('job')
        .select(({ fn }) => ['state', fn.countAll<number>().as('jobs')])
        .where('kind', '=', kind)
        .groupBy('state')
        .execute();
      const none = { waiting: 0, active: 0, done: 0, failed: 0 };
      return Object.assign(none, Object.fromEntries(rows.map(({ state, jobs }) => [stateSchema.parse(state), jobs])));
    });
  }

  async #guard<T>(action: (kysely: Kysely<Tables>) => Promise<T>): Promise<T> {
    try {
      return await action(this.#database.kysely);
    } catch (error) {
      throw sqliteFault('queue_failed', error, this.#database.path);
    }
  }
}

function nextJobs(eb: ExpressionBuilder<Tables, 'job'>, { kind, ids, nowMs, limit }: ClaimRequest) {
  return eb
    .selectFrom('job')
    .select('key')
    .where('kind', '=', kind)
    .where('state', '=', 'waiting')
    .where('run_at_ms', '<=', nowMs)
    .$if(ids !== null, (jobs) => jobs.where('id', 'in', among(ids ?? [])))
    .orderBy('run_at_ms')
    .orderBy('key')
    .limit(limit);
}

function changeOf(outcome: Outcome, eb: ExpressionBuilder<Tables, 'job'>) {
  switch (outcome.kind) {
    case 'done':
      return { state: 'done', result_json: outcome.resultJson, error_json: null };
    case 'failed':
      return { state: 'failed', error_json: JSON.stringify(outcome.error) };
    case 'again':
      return { state: 'waiting', run_at_ms: outcome.runAtMs, error_json: JSON.stringify(outcome.error) };
    case 'given-back':
      return { state: 'waiting', attempt: eb('attempt', '-', 1) };
  }
}

/** A list of any length as one value. */
const among = (texts: readonly string[]) => sql<string>`(select value from json_each(${JSON.stringify(texts)}))`;

const isOneOf = (tickets: readonly Ticket[]) => {
  const pairs = JSON.stringify(tickets.map(({ key, claim }) => [key, claim]));
  return sql<boolean>`(key, claim) in (select value ->> 0, value ->> 1 from json_each(${pairs}))`;
};

type ClaimedRow = Pick<Selectable<Tables['job']>, 'key' | 'claim' | 'id' | 'data_json' | 'attempt' | 'max_attempts'>;

const toClaimedJob = (row: ClaimedRow): ClaimedJob => ({
  key: row.key,
  claim: row.claim,
  id: row.id,
  dataJson: row.data_json,
  attempt: row.attempt,
  maxAttempts: row.max_attempts,
});

const toRecord = (row: Pick<Selectable<Tables['job']>, 'id' | 'state' | 'result_json' | 'error_json'>): JobRecord => ({
  id: row.id,
  state: stateSchema.parse(row.state),
  resultJson: row.result_json,
  error: row.error_json === null ? null : (errorSchema.parse(JSON.parse(row.error_json)) satisfies StoredError),
});
