import { MomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobHandler, JobWorker, WorkOptions } from '../../ports/job-queue.ts';
import { isGone } from '../sqlite/index.ts';
import { backOffMs } from './back-off.ts';
import { Bell, waitAtMost } from './bell.ts';
import { faultFields, faultLevel } from './fault-fields.ts';
import { isFinal, lostWorkerError, toStoredError, unstoredError } from './job-error.ts';
import type { ClaimedJob, JobTable, Outcome, Ticket } from './job-table.ts';
import { persist } from './persist.ts';

/** How often other processes' new jobs and lost workers are looked for. */
const LOOK_MS = 250;
/** How long aborted handlers get to end by themselves. */
const ABORT_MS = 1_000;
const DEFAULT_GRACE_MS = 5_000;
const DEFAULT_LEASE_MS = 30_000;

export interface WorkerParts {
  readonly table: JobTable;
  readonly clock: Clock;
  readonly log: Logger;
  readonly owner: string;
  /** A job of this worker's kind came to an end. */
  readonly onSettled: (ids: readonly string[]) => void;
  /** The answer of a job is lost, nobody knows when there will be another. */
  readonly onGivenUp: (id: string, error: MomError) => void;
}

interface Run {
  readonly job: ClaimedJob;
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/** Takes the jobs of one kind, shows that it lives, and gives back what it can't finish. */
export class LeasedJobWorker implements JobWorker {
  readonly #kind: string;
  readonly #handler: JobHandler;
  readonly #parts: WorkerParts;
  readonly #log: Logger;
  readonly #ids: readonly string[] | null;
  readonly #concurrency: number;
  readonly #leaseMs: number;
  readonly #bell: Bell;
  readonly #heart: Bell;
  readonly #runs = new Map<string, Run>();
  #isClosing = false;
  #isClosed = false;
  #freedAtMs = Number.NEGATIVE_INFINITY;
  #taking: Promise<void> = Promise.resolve();
  #closed: Promise<void> | null = null;

  constructor(kind: string, handler: JobHandler, options: WorkOptions, parts: WorkerParts) {
    this.#kind = kind;
    this.#handler = handler;
    this.#parts = parts;
    this.#log = parts.log.child({ kind });
    this.#bell = new Bell(parts.clock);
    this.#heart = new Bell(parts.clock);
    this.#ids = options.ids ?? null;
    this.#concurrency = atLeastOne('concurrency', options.concurrency ?? 1);
    this.#leaseMs = atLeastOne('leaseMs', options.leaseMs ?? DEFAULT_LEASE_MS);
  }

  start(): this {
    this.#taking = this.#take();
    void this.#showLife();
    return this;
  }

  /** There may be something new to do. */
  wake(): void {
    this.#bell.ring();
  }

  /** The job was removed: whoever works on it stops. */
  drop(id: string): void {
    for (const { job, controller } of this.#runs.values())
      if (job.id === id) controller.abort(new MomError('aborted', 'the job was removed'));
  }

  close(graceMs = DEFAULT_GRACE_MS): Promise<void> {
    this.#closed ??= this.#close(graceMs);
    return this.#closed;
  }

  async #take(): Promise<void> {
    while (!this.#isClosing) {
      try {
        await this.#freeLost();
        await this.#claim();
      } catch (error) {
        this.#log.warn(faultFields(error), 'jobs could not be taken, will look again');
      }
      if (!this.#isClosing) await this.#bell.wait(LOOK_MS);
    }
  }

  /** Not at each ring: a busy worker rings for every job that it ends. (A host's clock may be set back.) */
  async #freeLost(): Promise<void> {
    const { table, clock, owner, onSettled } = this.#parts;
    if (Math.abs(clock.now() - this.#freedAtMs) < LOOK_MS) return;
    this.#freedAtMs = clock.now();
    const others = (await table.owners(this.#kind)).filter((other) => other !== owner);
    const freed = await table.free({
      kind: this.#kind,
      spared: this.#tickets(),
      nowMs: clock.now(),
      goneOwners: others.filter(isGone),
      error: lostWorkerError(this.#kind),
    });
    if (freed.length > 0) this.#log.warn({ jobIds: freed }, 'lost jobs freed');
    onSettled(freed);
  }

  async #claim(): Promise<void> {
    const { table, clock, owner } = this.#parts;
    const limit = this.#concurrency - this.#runs.size;
    if (limit <= 0) return;
    const jobs = await table.claim({
      kind: this.#kind,
      ids: this.#ids,
      limit,
      owner,
      nowMs: clock.now(),
      leaseMs: this.#leaseMs,
    });
    for (const job of jobs) this.#begin(job);
  }

  #begin(job: ClaimedJob): void {
    const controller = new AbortController();
    const { signal } = controller;
    const ended = this.#isClosing ? this.#giveBack(job, signal) : this.#run(job, signal);
    this.#runs.set(ticketName(job), { job, controller, ended: ended.finally(() => this.#end(job)) });
  }

  #end(job: ClaimedJob): void {
    this.#runs.delete(ticketName(job));
    this.#bell.ring();
  }

  async #run(job: ClaimedJob, signal: AbortSignal): Promise<void> {
    const outcome = await this.#work(job, signal);
    await this.#settle(job, outcome, signal);
  }

  async #work(job: ClaimedJob, signal: AbortSignal): Promise<Outcome> {
    try {
      const context = { id: job.id, attempt: job.attempt, signal };
      const result: unknown = await this.#handler(JSON.parse(job.dataJson), context);
      return { kind: 'done', resultJson: JSON.stringify(result) ?? 'null' };
    } catch (error) {
      return signal.aborted ? { kind: 'given-back' } : this.#failure(job, error);
    }
  }

  #failure(job: ClaimedJob, thrown: unknown): Outcome {
    const error = toStoredError(this.#kind, thrown);
    const isLast = isFinal(thrown) || job.attempt >= job.maxAttempts;
    const fields = { ...faultFields(thrown), jobId: job.id, attempt: job.attempt, isLast };
    this.#log[faultLevel(thrown)](fields, 'job attempt failed');
    if (isLast) return { kind: 'failed', error };
    return { kind: 'again', runAtMs: this.#parts.clock.now() + backOffMs(job.attempt), error };
  }

  /** Never throws: an answer that can't be stored for long is lost, and the job runs again when its lease has run out. */
  async #settle(job: ClaimedJob, outcome: Outcome, signal: AbortSignal): Promise<void> {
    const { table, clock, onSettled, onGivenUp } = this.#parts;
    const fields = { jobId: job.id, outcome: outcome.kind };
    const onFault = (error: unknown) =>
      this.#log.warn({ ...faultFields(error), ...fields }, 'answer of a job could not be stored, will try again');
    try {
      const isOurs = await persist(() => table.settle(job, outcome), { clock, signal, onFault });
      if (isOurs) onSettled([job.id]);
      else this.#log.info(fields, 'late answer ignored, the job is not ours any more');
    } catch (error) {
      this.#log.error({ ...faultFields(error), ...fields }, 'answer of a job is lost, it could not be stored');
      // After closing the job was given back already, and may be another worker's.
      if (!this.#isClosed) onGivenUp(job.id, unstoredError(error));
    }
  }

  #giveBack(job: ClaimedJob, signal: AbortSignal): Promise<void> {
    return this.#settle(job, { kind: 'given-back' }, signal);
  }

  /** What really runs. An answer that was given up is not among it, so that its lease ends. */
  #tickets(): readonly Ticket[] {
    return [...this.#runs.values()].map(({ job: { key, claim } }) => ({ key, claim }));
  }

  async #showLife(): Promise<void> {
    while (!this.#isClosed) {
      await this.#heart.wait(this.#leaseMs / 3);
      if (this.#runs.size > 0 && !this.#isClosed) await this.#renew([...this.#runs.values()]);
    }
  }

  async #renew(runs: readonly Run[]): Promise<void> {
    const { table, clock } = this.#parts;
    try {
      const renewed = await table.renew(this.#tickets(), clock.now() + this.#leaseMs);
      const ours = new Set(renewed.map(ticketName));
      for (const { job, controller } of runs)
        if (!ours.has(ticketName(job))) controller.abort(new MomError('aborted', 'the lease of the job was lost'));
    } catch (error) {
      this.#log.warn(faultFields(error), 'leases could not be renewed, will try again');
    }
  }

  async #close(graceMs: number): Promise<void> {
    this.#isClosing = true;
    this.#bell.ring();
    await this.#taking;
    await this.#endWithin(graceMs);
    for (const { controller } of this.#runs.values()) controller.abort(new MomError('aborted', 'the worker closes'));
    await this.#endWithin(ABORT_MS);
    await Promise.all([...this.#runs.values()].map(({ job, controller }) => this.#giveBack(job, controller.signal)));
    this.#isClosed = true;
    this.#heart.ring();
  }

  async #endWithin(ms: number): Promise<void> {
    const runs = [...this.#runs.values()];
    if (ms > 0 && runs.length > 0) await waitAtMost(Promise.all(runs.map(({ ended }) => ended)), ms, this.#parts.clock);
  }
}

const ticketName = ({ key, claim }: Ticket): string => `${key}.${claim}`;

function atLeastOne(name: string, value: number): number {
  if (value >= 1) return value;
  throw new MomError('queue_failed', `${name} must be at least 1, got ${value}`);
}
