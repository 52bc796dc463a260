export type JobState = 'waiting' | 'active' | 'done' | 'failed';

export interface JobSpec {
  /** Idempotency key inside its kind: adding it again changes nothing. */
  readonly id: string;
  /** JSON; carries paths and ids, never audio. */
  readonly data: unknown;
  readonly delayMs?: number;
  /** Attempts in all, 3 unless told. */
  readonly maxAttempts?: number;
}

export interface JobContext {
  readonly id: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** Aborted when the lease was lost or the worker closes. */
  readonly signal: AbortSignal;
}

export type JobHandler = (data: unknown, context: JobContext) => Promise<unknown>;

export interface WorkOptions {
  readonly concurrency?: number;
  /** A worker that shows no life for this long loses its jobs to others. */
  readonly leaseMs?: number;
  /** Work on these ids only. */
  readonly ids?: readonly string[];
}

export interface JobWorker {
  /** Takes no more jobs and waits for the running ones, at most `graceMs`; those still running then are aborted and given back. */
  close(graceMs?: number): Promise<void>;
}

/**
 * Work that survives the process: leases with heartbeats, attempts with back-off, idempotent keys. A job whose owner died on this
 * host is free at once, elsewhere when its lease has run out.
 *
 * @throws MomError queue_failed
 */
export interface JobQueue extends AsyncDisposable {
  add(kind: string, jobs: readonly JobSpec[]): Promise<void>;
  /** Gives a failed or done job all its attempts back; a running one is left alone. */
  retry(kind: string, id: string): Promise<void>;
  work(kind: string, handler: JobHandler, options?: WorkOptions): JobWorker;
  /**
   * The handler's answer; rejects with the handler's MomError (else job_failed) after the last attempt, or with the signal's reason.
   * queue_failed: a worker of this process could not store the answer; the job runs again, so asking again may help.
   */
  result(kind: string, id: string, signal?: AbortSignal): Promise<unknown>;
  counts(kind: string): Promise<Readonly<Record<JobState, number>>>;
  remove(kind: string, id: string): Promise<void>;
}
