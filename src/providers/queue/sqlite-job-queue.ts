import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobQueue } from '../../ports/job-queue.ts';
import type { Database } from '../sqlite/index.ts';
import { describeProcess, formatOwner, type ProcessOwner } from '../sqlite/index.ts';
import { LeasedJobQueue } from './leased-job-queue.ts';
import { SqliteJobTable } from './sqlite-job-table.ts';

export interface SqliteJobQueueOptions {
  readonly clock: Clock;
  readonly log: Logger;
  /** The process that the jobs belong to while they run; this one unless told. */
  readonly owner?: ProcessOwner;
}

/** The job queue of one database; several processes may open it. Who opened the database closes it, after the queue. */
export function createSqliteJobQueue(database: Database, options: SqliteJobQueueOptions): JobQueue {
  const owner = formatOwner(options.owner ?? describeProcess());
  return new LeasedJobQueue(new SqliteJobTable(database), options.clock, options.log, owner);
}
