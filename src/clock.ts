import { setTimeout } from 'node:timers/promises';
import type { Clock } from './ports/clock.ts';

/** The host's time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  delay: async (ms, signal) => {
    signal?.throwIfAborted();
    try {
      await setTimeout(ms, undefined, { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};

const neverWoken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Blocks this thread for so many ms; never the main thread's. */
export function napThread(ms: number): void {
  Atomics.wait(neverWoken, 0, 0, ms);
}
