import { expect, type it as test } from 'vitest';
import type { Clock } from '../../src/ports/clock.ts';

export interface ClockUnderTest {
  readonly clock: Clock;
  /** Lets at least this much time pass. */
  readonly pass: (ms: number) => Promise<void>;
}

/** What every clock keeps to; delays are a few ms, so that the real one may run here too. */
export function clockContract(it: typeof test, open: () => ClockUnderTest): void {
  it('tells epoch ms that do not run backwards', async () => {
    const { clock, pass } = open();
    const before = clock.now();
    await pass(5);
    expect(before).toBeGreaterThan(Date.UTC(2020, 0, 1));
    expect(clock.now()).toBeGreaterThanOrEqual(before + 4); // timers may be a millisecond early
  });

  it('wakes sleepers after their time, the shorter first', async () => {
    const { clock, pass } = open();
    const woken: number[] = [];
    const sleeps = [30, 10].map((ms) => clock.delay(ms).then(() => woken.push(ms)));
    await pass(40);
    await Promise.all(sleeps);
    expect(woken).toEqual([10, 30]);
  });

  it('wakes at once from no delay', async () => {
    const { clock, pass } = open();
    const sleep = clock.delay(0);
    await pass(1);
    await sleep;
  });

  it('ends a sleep with the reason of the signal, before and during it', async () => {
    const { clock } = open();
    const controller = new AbortController();
    const sleeping = clock.delay(60_000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
    await expect(clock.delay(60_000, controller.signal)).rejects.toThrow('enough');
  });

  it('leaves nothing on a signal that outlives the sleep', async () => {
    const { clock, pass } = open();
    const controller = new AbortController();
    const sleep = clock.delay(1, controller.signal);
    await pass(5);
    await sleep;
    controller.abort(new Error('too late'));
    await expect(sleep).resolves.toBeUndefined();
  });
}
