export type {
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
export { LeasedJobQueue } from './leased-job-queue.ts';
export { createSqliteJobQueue } from './sqlite-job-queue.ts';
export { SqliteJobTable } from './sqlite-job-table.ts';
