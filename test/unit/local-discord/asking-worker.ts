import { get } from 'node:https';
import { parentPort, workerData } from 'node:worker_threads';

/** A thread that asks one HTTPS server and tells what came. */
get(workerData, (response) => response.on('data', (data) => parentPort?.postMessage(String(data)))).on(
  'error',
  (error: NodeJS.ErrnoException) => parentPort?.postMessage(error.code),
);
