import { BroadcastChannel } from 'node:worker_threads';

/** The capture worker, which tells its thread's CPU time (ms) to whoever asks on the channel. */
const channel = new BroadcastChannel('capture-cpu');
channel.onmessage = ({ data }: { readonly data: unknown }) => {
  if (data !== 'cpu?') return;
  const { user, system } = process.threadCpuUsage();
  channel.postMessage((user + system) / 1_000);
};
channel.unref();
await import('../../src/capture-worker.ts');
