import { Worker } from 'node:worker_threads';
import { type Kysely, sql } from 'kysely';

export interface ScrubJob {
  readonly path: string;
  /** How long to wait for other processes that read or write. */
  readonly patienceMs: number;
}

/**
 * Notes, inside the transaction that deletes, that deleted words may still lie in the file. The note (the header's user_version)
 * survives a kill; the next scrub or start does the work.
 */
export async function markForScrub<T>(transaction: Kysely<T>): Promise<void> {
  const marks = await readMarks(transaction);
  await sql.raw(`pragma user_version = ${marks + 1}`).execute(transaction);
}

/**
 * Rewrites the file when something is marked, so that no deleted word is left in it or in the WAL. PRAGMA secure_delete alone is
 * not enough: a page that was split keeps copies of the cells that moved away. Holds the connection, so our own writers queue up
 * behind it, and rewrites in a thread: it costs some 5 ms a MB.
 *
 * @throws what SQLite threw in the thread
 */
export async function scrub<T>(kysely: Kysely<T>, job: ScrubJob): Promise<void> {
  await kysely.connection().execute(async (connection) => {
    if ((await readMarks(connection)) > 0) await rewriteInThread(job);
  });
}

async function readMarks<T>(kysely: Kysely<T>): Promise<number> {
  const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(kysely);
  return rows[0]?.user_version ?? 0;
}

async function rewriteInThread(job: ScrubJob): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const worker = new Worker(new URL('./scrub-worker.ts', import.meta.url), { workerData: job });
  worker.once('message', (code: string) =>
    reject(Object.assign(new Error('deleted words could not be overwritten'), { code })),
  );
  worker.once('error', reject);
  worker.once('exit', () => resolve());
  await promise;
}
