import { MomError } from '../errors.ts';
import { BoundedQueue } from './bounded-queue.ts';
import { type ChildCounters, noCounts } from './child-counters.ts';
import { ChildJob } from './child-job.ts';
import type { ChildOptions } from './child-options.ts';
import { SupervisedChild } from './supervised-child.ts';

export interface ChildPoolOptions<Init> extends ChildOptions<Init> {
  /** Children that work at the same time. */
  readonly workers: number;
  /** Jobs that wait in the queue; callers beyond that wait for a place in it. */
  readonly queueLimit: number;
}

export interface ChildPoolCounters extends Readonly<ChildCounters> {
  /** Callers that found the queue full. */
  readonly queueFull: number;
}

/**
 * N supervised children behind one bounded queue, first come, first served.
 *
 * An aborted job that waits is taken out. One that runs is left to finish and its answer thrown away: native code can't be
 * interrupted, and killing the child would cost a new process and a new load of the model, far more than the rest of one job.
 */
export class ChildPool<Init, Request, Reply> implements AsyncDisposable {
  readonly #name: string;
  readonly #queue: BoundedQueue<ChildJob>;
  readonly #counters = noCounts();
  readonly #stop = new AbortController();
  readonly #children: readonly SupervisedChild<Init>[];
  readonly #free: SupervisedChild<Init>[];
  readonly #running = new Set<ChildJob>();
  #closing: Promise<void> | null = null;

  constructor(options: ChildPoolOptions<Init>) {
    this.#name = options.name;
    this.#queue = new BoundedQueue(options.queueLimit);
    this.#children = Array.from(
      { length: options.workers },
      () => new SupervisedChild(options, this.#counters, this.#stop.signal),
    );
    this.#free = [...this.#children];
  }

  get counters(): ChildPoolCounters {
    return { ...this.#counters, queueFull: this.#queue.delayed };
  }

  /**
   * Asks one child, waiting for a free one; urgent requests go before those that wait.
   *
   * @throws MomError with the codes of `failureCodes`, or what `prepare` or the child's handler throws; aborted after the end of
   * the pool; an aborted signal's reason
   */
  async run(request: Request, signal?: AbortSignal, isUrgent = false): Promise<Reply> {
    signal?.throwIfAborted();
    this.#stop.signal.throwIfAborted();
    const job = new ChildJob(request, signal, (aborted) => this.#queue.remove(aborted));
    this.#queue.push(job, isUrgent);
    this.#serveNext();
    return (await job.result) as Reply;
  }

  /** Rejects what waits and runs, then ends the children; bounded by `graceMs`. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #serveNext(): void {
    for (;;) {
      // One that runs already goes first: fewer processes, no new load of a model.
      const child = this.#free.find((candidate) => candidate.isRunning) ?? this.#free[0];
      const job = child && this.#queue.shift();
      if (!child || !job) return;
      this.#free.splice(this.#free.indexOf(child), 1);
      void this.#serve(child, job);
    }
  }

  async #serve(child: SupervisedChild<Init>, job: ChildJob): Promise<void> {
    this.#running.add(job);
    this.#counters.jobs += 1;
    try {
      job.resolve(await child.run(job.request, () => job.isWanted));
    } catch (error) {
      if (job.isWanted) this.#counters.faults += 1;
      job.reject(error);
    }
    this.#running.delete(job);
    this.#free.push(child);
    this.#serveNext();
  }

  async #close(): Promise<void> {
    const closed = new MomError('aborted', `${this.#name} is closed`);
    this.#stop.abort(closed);
    for (const job of [...this.#queue.clear(), ...this.#running]) job.reject(closed);
    await Promise.all(this.#children.map((child) => child.close()));
  }
}
