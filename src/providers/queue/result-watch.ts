import { MomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import { faultFields } from './fault-fields.ts';
import { fromStoredError } from './job-error.ts';
import type { JobRecord, JobTable } from './job-table.ts';

/** How often jobs that other processes work on are looked at. */
const LOOK_MS = 250;

type Waiter = PromiseWithResolvers<unknown>;

/** Those who wait for results: told at once by workers of this process, else found by one look for all of them. */
export class ResultWatch {
  readonly #table: JobTable;
  readonly #clock: Clock;
  readonly #log: Logger;
  /** kind -> job id -> who waits for it. */
  readonly #waiting = new Map<string, Map<string, Set<Waiter>>>();
  readonly #closing = new AbortController();
  #isLooking = false;

  constructor(table: JobTable, clock: Clock, log: Logger) {
    this.#table = table;
    this.#clock = clock;
    this.#log = log;
  }

  async wait(kind: string, id: string, signal?: AbortSignal): Promise<unknown> {
    signal?.throwIfAborted();
    const waiter: Waiter = Promise.withResolvers();
    const abort = () => waiter.reject(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    this.#enter(kind, id, waiter);
    try {
      this.check(kind, [id]).catch(waiter.reject);
      this.#startLooking();
      return await waiter.promise;
    } finally {
      signal?.removeEventListener('abort', abort);
      this.#leave(kind, id, waiter);
    }
  }

  /** Tells those who wait for these jobs when they are settled or gone. */
  async check(kind: string, ids: readonly string[]): Promise<void> {
    const awaited = ids.filter((id) => this.#waiting.get(kind)?.has(id));
    if (awaited.length === 0) return;
    const records = new Map((await this.#table.find(kind, awaited)).map((record) => [record.id, record]));
    for (const id of awaited)
      for (const waiter of this.#waiting.get(kind)?.get(id) ?? []) answer(waiter, kind, id, records.get(id));
  }

  /** Those who wait for this job now wait no more. */
  giveUp(kind: string, id: string, error: MomError): void {
    for (const waiter of this.#waiting.get(kind)?.get(id) ?? []) waiter.reject(error);
  }

  close(): void {
    this.#closing.abort();
    const closed = new MomError('queue_failed', 'it was closed before the job was done');
    for (const jobs of this.#waiting.values())
      for (const waiters of jobs.values()) for (const waiter of waiters) waiter.reject(closed);
  }

  #startLooking(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#look()
      .catch((error: unknown) => {
        if (!this.#closing.signal.aborted) this.#log.error(faultFields(error), 'looking for job results ended');
      })
      .finally(() => {
        this.#isLooking = false;
        if (this.#waiting.size > 0 && !this.#closing.signal.aborted) this.#startLooking();
      });
  }

  async #look(): Promise<void> {
    while (this.#waiting.size > 0) {
      await this.#clock.delay(LOOK_MS, this.#closing.signal);
      for (const [kind, jobs] of this.#waiting) await this.#lookAt(kind, [...jobs.keys()]);
    }
  }

  /** A disk that is full now may have room later, so whoever waits goes on waiting. */
  async #lookAt(kind: string, ids: readonly string[]): Promise<void> {
    try {
      await this.check(kind, ids);
    } catch (error) {
      this.#log.warn({ ...faultFields(error), kind }, 'job results could not be read');
    }
  }

  #enter(kind: string, id: string, waiter: Waiter): void {
    const jobs = this.#waiting.get(kind) ?? new Map<string, Set<Waiter>>();
    this.#waiting.set(kind, jobs);
    jobs.set(id, (jobs.get(id) ?? new Set<Waiter>()).add(waiter));
  }

  #leave(kind: string, id: string, waiter: Waiter): void {
    const jobs = this.#waiting.get(kind);
    const waiters = jobs?.get(id);
    waiters?.delete(waiter);
    if (waiters?.size === 0) jobs?.delete(id);
    if (jobs?.size === 0) this.#waiting.delete(kind);
  }
}

function answer(waiter: Waiter, kind: string, id: string, record: JobRecord | undefined): void {
  if (!record) waiter.reject(new MomError('queue_failed', `there is no job "${id}" of the kind "${kind}"`));
  else if (record.state === 'done') waiter.resolve(JSON.parse(record.resultJson ?? 'null'));
  else if (record.state === 'failed') waiter.reject(fromStoredError(kind, record.error));
}
