import { Worker } from 'node:worker_threads';
import { MomError } from '../../errors.ts';
import type { RenderAnswer, RenderJob } from './render-job.ts';
import { RenderSlots } from './render-slots.ts';

const RUNNING_AT_ONCE = 2;
const WAITING_AT_MOST = 32;
/** A four-hour meeting takes about ten seconds; what takes this long never ends. */
const LIMIT_MS = 120_000;
const MEMORY_MB = 768;

/** Makes slow formats in worker threads, one a document, so that neither a long nor a broken one holds up the rest. */
export class WorkerRenderer implements AsyncDisposable {
  readonly #slots = new RenderSlots(RUNNING_AT_ONCE, WAITING_AT_MOST);
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<unknown>>();

  async render(job: RenderJob, signal?: AbortSignal): Promise<Uint8Array> {
    const stop = AbortSignal.any([this.#closing.signal, ...(signal === undefined ? [] : [signal])]);
    stop.throwIfAborted();
    const slot = await this.#slots.take(stop);
    const work = runWorker(job, stop);
    this.#running.add(work);
    try {
      return await work;
    } finally {
      this.#running.delete(work);
      slot[Symbol.dispose]();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(new MomError('export_failed', 'AI MOM is stopping', { retryable: true }));
    await Promise.allSettled(this.#running);
  }
}

/** Settles only when the thread is gone, so nothing outlives the one who waits. */
async function runWorker(job: RenderJob, stop: AbortSignal): Promise<Uint8Array> {
  const worker = startWorker(job);
  try {
    return await answerOf(worker, AbortSignal.any([stop, limit()]));
  } finally {
    await worker.terminate();
  }
}

function startWorker(job: RenderJob): Worker {
  try {
    return new Worker(new URL('./document-worker.ts', import.meta.url), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
  } catch (error) {
    throw new MomError('export_failed', 'the document can not be handed to its writer', { cause: error });
  }
}

function answerOf(worker: Worker, stop: AbortSignal): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const onAbort = (): void => reject(reasonOf(stop));
  stop.addEventListener('abort', onAbort, { once: true });
  if (stop.aborted) onAbort();
  worker.once('message', (answer: RenderAnswer) => {
    if ('bytes' in answer) resolve(answer.bytes);
    else reject(new MomError('export_failed', answer.failure));
  });
  worker.once('error', (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    reject(new MomError('export_failed', message, { cause: error }));
  });
  worker.once('exit', () => reject(new MomError('export_failed', 'the writer ended without a file')));
  return promise.finally(() => stop.removeEventListener('abort', onAbort));
}

const limit = (): AbortSignal => AbortSignal.timeout(LIMIT_MS);

function reasonOf({ reason }: AbortSignal): unknown {
  const isLimit = reason instanceof DOMException && reason.name === 'TimeoutError';
  return isLimit ? new MomError('export_failed', `it took longer than ${LIMIT_MS / 1000} seconds`) : reason;
}
