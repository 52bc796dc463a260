import type { Logger } from '../../../log.ts';
import type { Clock } from '../../../ports/clock.ts';
import { CaptureThread } from './capture-thread.ts';
import type { CaptureJob, FromWorker, ToWorker } from './messages.ts';
import { Restarts } from './restarts.ts';

export interface RunnerOptions {
  readonly workerUrl: URL;
  readonly execArgv: readonly string[] | null;
  readonly clock: Clock;
  readonly log: Logger;
  /** What a worker begins with; epoch ms at which the one before died, or null. */
  readonly job: (crashedAtMs: number | null) => CaptureJob;
  readonly take: (message: FromWorker) => void;
  /** One died; another is started unless there were too many. */
  readonly died: () => void;
  readonly restarted: () => void;
  readonly gaveUp: () => void;
}

/** Keeps a capture worker running: one that dies is followed by another. */
export class CaptureRunner {
  readonly #options: RunnerOptions;
  readonly #restarts = new Restarts();
  readonly #stopping = new AbortController();
  #thread: CaptureThread | null = null;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#thread !== null;
  }

  start(crashedAtMs: number | null = null): void {
    const { workerUrl, execArgv, log, job, take } = this.#options;
    const thread = new CaptureThread(job(crashedAtMs), {
      workerUrl,
      execArgv,
      log,
      take,
      ended: () => {
        if (this.#thread === thread) void this.#ended();
      },
    });
    this.#thread = thread;
  }

  /** To the worker, if there is one. */
  post(message: ToWorker): void {
    this.#thread?.post(message);
  }

  /** The worker's end is expected: none follows. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const thread = this.#thread;
    this.#thread = null;
    await thread?.terminate();
  }

  async #ended(): Promise<void> {
    const { clock, log, died, restarted, gaveUp } = this.#options;
    const { signal } = this.#stopping;
    this.#thread = null;
    const crashedAtMs = clock.now();
    const pauseMs = this.#restarts.next(crashedAtMs);
    log.error({ pauseMs }, 'capture worker died');
    died();
    if (pauseMs === null) return gaveUp();
    await clock.delay(pauseMs, signal).catch(() => undefined); // stopped meanwhile
    if (signal.aborted) return;
    this.start(crashedAtMs);
    restarted();
  }
}
