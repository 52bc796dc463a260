import { setTimeout as realDelay } from 'node:timers/promises';
import type { Clock } from '../../../src/ports/clock.ts';

/** The time of this machine. */
export const realClock: Clock = {
  now: () => Date.now(),
  delay: (ms, signal) => realDelay(ms, undefined, signal ? { signal } : {}),
};
