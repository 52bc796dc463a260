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
