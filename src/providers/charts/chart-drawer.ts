import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { MomError } from '../../errors.ts';
import type { ChartDrawer, CostChart } from '../../ports/chart-drawer.ts';
import type { ChartAnswer } from './chart-worker.ts';

/** A picture takes a second; what takes this long never ends. */
const LIMIT_MS = 30_000;
const MEMORY_MB = 512;
/** Pictures at the same time; one more is refused, since somebody presses a button again and again. */
const AT_ONCE = 2;

/** Draws in worker threads, one a picture. */
export function createChartDrawer(): ChartDrawer {
  return new WorkerChartDrawer();
}

class WorkerChartDrawer implements ChartDrawer {
  readonly #closing = new AbortController();
  readonly #running = new Set<Promise<Uint8Array>>();

  async drawCosts(chart: CostChart, signal?: AbortSignal): Promise<Uint8Array> {
    if (this.#running.size >= AT_ONCE)
      throw new MomError('export_failed', 'too many charts are being drawn already', { retryable: true });
    const stop = AbortSignal.any([this.#closing.signal, ...(signal ? [signal] : [])]);
    stop.throwIfAborted();
    const picture = drawInWorker(chart, stop);
    this.#running.add(picture);
    try {
      return await picture;
    } finally {
      this.#running.delete(picture);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(new MomError('export_failed', 'AI MOM is stopping', { retryable: true }));
    await Promise.allSettled(this.#running);
  }
}

/** Settles only when the thread is gone. */
async function drawInWorker(chart: CostChart, stop: AbortSignal): Promise<Uint8Array> {
  const worker = new Worker(new URL('./chart-worker.ts', import.meta.url), {
    workerData: chart,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  try {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(LIMIT_MS)]);
    const [answer] = (await once(worker, 'message', { signal })) as [ChartAnswer];
    if ('failure' in answer) throw new MomError('export_failed', answer.failure);
    return answer.bytes;
  } catch (error) {
    stop.throwIfAborted();
    if (error instanceof MomError) throw error;
    throw new MomError('export_failed', error instanceof Error ? error.message : String(error), { cause: error });
  } finally {
    await worker.terminate();
  }
}
