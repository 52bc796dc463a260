import { setTimeout as realTime } from 'node:timers/promises';
import { describe, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { FakeClock } from '../doubles/fake-clock.ts';
import { clockContract } from './clock.contract.ts';

describe('the host’s clock', () => {
  // The one place where real time must pass: it is what is tested.
  clockContract(it, () => ({ clock: systemClock, pass: (ms) => realTime(ms) }));
});

describe('the clock of tests', () => {
  clockContract(it, () => {
    const clock = new FakeClock();
    return { clock, pass: (ms) => clock.advance(ms) };
  });
});
