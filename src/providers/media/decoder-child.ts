/**
 * The decoding process. Its main thread only watches, so that it stays awake whatever FFmpeg does in the worker thread: when the
 * parent is gone, it ends the process at once, also in the middle of a native call.
 */
import { flushCompileCache } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { ChildMessage, DecodeJob } from './messages.ts';

/** Ctrl-C reaches every process of the terminal; the parent decides when decoding stops. */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('disconnect', endNow);
process.once('message', (job: DecodeJob) => start(job));

function start(job: DecodeJob): void {
  const worker = new Worker(new URL('./decoder-worker.ts', import.meta.url), { workerData: job });
  worker.on('message', (message: ChildMessage) => {
    if (message.type === 'end' || message.type === 'fault') finish(message);
    else tell(message);
  });
  worker.on('error', (error) => finish({ type: 'fault', code: 'decoder_crashed', text: String(error).slice(0, 200) }));
  if (job.memoryReportMs > 0)
    setInterval(() => tell({ type: 'memory', rssBytes: process.memoryUsage.rss() }), job.memoryReportMs);
}

function tell(message: ChildMessage): void {
  process.send?.(message);
}

/** The last word must be out before the process ends. */
function finish(message: ChildMessage): void {
  flushCompileCache();
  process.send?.(message, endNow);
}

/** No exit handlers: a thread inside FFmpeg could keep them waiting for ever. */
function endNow(): void {
  process.kill(process.pid, 'SIGKILL');
}
