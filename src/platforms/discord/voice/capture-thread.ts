import { Worker } from 'node:worker_threads';
import type { Logger } from '../../../log.ts';
import type { CaptureJob, FromWorker, ToWorker } from './messages.ts';

export interface ThreadOptions {
  readonly workerUrl: URL;
  /** Node options of the thread. */
  readonly execArgv: readonly string[] | null;
  readonly log: Logger;
  readonly take: (message: FromWorker) => void;
  /** It has ended, by itself or by a fault. */
  readonly ended: () => void;
}

/** 25 people need a third of it. */
const MEMORY_MB = 512;

/** A capture worker, seen from the main thread. */
export class CaptureThread {
  readonly #worker: Worker;

  constructor(job: CaptureJob, { workerUrl, execArgv, log, take, ended }: ThreadOptions) {
    this.#worker = new Worker(workerUrl, {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      ...(execArgv ? { execArgv: [...execArgv] } : {}),
    });
    this.#worker.on('message', take);
    this.#worker.on('messageerror', (err) => log.error({ err }, 'capture sent what can not be read'));
    this.#worker.on('error', (err) => log.error({ err }, 'capture worker failed'));
    this.#worker.once('exit', (code) => {
      log.debug({ code }, 'capture worker ended');
      ended();
    });
  }

  post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }
}
