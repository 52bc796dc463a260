import { MomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobHandler, JobQueue, JobSpec, JobState, JobWorker, WorkOptions } from '../../ports/job-queue.ts';
import { faultFields } from './fault-fields.ts';
import type { JobTable, NewJob } from './job-table.ts';
import { LeasedJobWorker } from './leased-job-worker.ts';
import { ResultWatch } from './result-watch.ts';

const DEFAULT_ATTEMPTS = 3;

/** A job queue on any table of jobs: workers with leases, and results for those who wait. */
export class LeasedJobQueue implements JobQueue {
  readonly #table: JobTable;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #owner: string;
  readonly #watch: ResultWatch;
  readonly #workers = new Map<LeasedJobWorker, string>();
  #isClosed = false;

  constructor(table: JobTable, clock: Clock, log: Logger, owner: string) {
    this.#table = table;
    this.#clock = clock;
    this.#log = log;
    this.#owner = owner;
    this.#watch = new ResultWatch(table, clock, log);
  }

  async add(kind: string, jobs: readonly JobSpec[]): Promise<void> {
    this.#requireOpen();
    const nowMs = this.#clock.now();
    await this.#table.add(
      kind,
      jobs.map((job) => toNewJob(job, nowMs)),
    );
    for (const worker of this.#workersOf(kind)) worker.wake();
  }

  async retry(kind: string, id: string): Promise<void> {
    this.#requireOpen();
    await this.#table.retry(kind, id, this.#clock.now());
    for (const worker of this.#workersOf(kind)) worker.wake();
  }

  work(kind: string, handler: JobHandler, options: WorkOptions = {}): JobWorker {
    this.#requireOpen();
    const worker = new LeasedJobWorker(kind, handler, options, {
      table: this.#table,
      clock: this.#clock,
      log: this.#log,
      owner: this.#owner,
      onSettled: (ids) => this.#tell(kind, ids),
      onGivenUp: (id, error) => this.#watch.giveUp(kind, id, error),
    });
    this.#workers.set(worker, kind);
    worker.start();
    return { close: (graceMs) => worker.close(graceMs).finally(() => this.#workers.delete(worker)) };
  }

  async result(kind: string, id: string, signal?: AbortSignal): Promise<unknown> {
    this.#requireOpen();
    return await this.#watch.wait(kind, id, signal);
  }

  async counts(kind: string): Promise<Readonly<Record<JobState, number>>> {
    this.#requireOpen();
    return await this.#table.counts(kind);
  }

  async remove(kind: string, id: string): Promise<void> {
    this.#requireOpen();
    await this.#table.remove(kind, id);
    for (const worker of this.#workersOf(kind)) worker.drop(id);
    await this.#watch.check(kind, [id]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#watch.close();
    await Promise.all([...this.#workers.keys()].map((worker) => worker.close()));
  }

  #workersOf(kind: string): readonly LeasedJobWorker[] {
    return [...this.#workers].filter(([, ofKind]) => ofKind === kind).map(([worker]) => worker);
  }

  #tell(kind: string, ids: readonly string[]): void {
    this.#watch.check(kind, ids).catch((error: unknown) => {
      this.#log.warn({ ...faultFields(error), kind }, 'job results could not be read');
    });
  }

  #requireOpen(): void {
    if (this.#isClosed) throw new MomError('queue_failed', 'it is already closed');
  }
}

function toNewJob(job: JobSpec, nowMs: number): NewJob {
  const maxAttempts = job.maxAttempts ?? DEFAULT_ATTEMPTS;
  if (!Number.isInteger(maxAttempts) || maxAttempts < 1)
    throw new MomError('queue_failed', `maxAttempts must be a whole number from 1, got ${maxAttempts}`);
  return {
    id: job.id,
    dataJson: JSON.stringify(job.data) ?? 'null',
    runAtMs: nowMs + (job.delayMs ?? 0),
    maxAttempts,
  };
}
