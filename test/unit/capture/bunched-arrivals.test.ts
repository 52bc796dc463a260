import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { BunchedArrivals } from '../../../src/platforms/discord/voice/worker/tap/bunched-arrivals.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';

/** Datagrams come in turns of the loop, so many ms apart; gives how long the thread slept after each. */
async function naps(turns: readonly { readonly afterMs: number; readonly datagrams: number }[]) {
  const clock = new FakeClock();
  const slept: number[] = [];
  const arrivals = new BunchedArrivals(clock, (ms) => {
    slept[slept.length - 1] = ms;
  });
  for (const { afterMs, datagrams } of turns) {
    await clock.advance(afterMs);
    slept.push(0);
    for (let count = 0; count < datagrams; count += 1) arrivals.arrived();
    await turn();
  }
  return slept;
}

describe('datagrams that come in bunches', () => {
  it('let the thread sleep between them in a lively call', async () => {
    const lively = Array.from({ length: 5 }, () => ({ afterMs: 1, datagrams: 1 }));
    expect(await naps(lively)).toEqual([0, 15, 15, 15, 15]);
  });

  it('come at once while few talk', async () => {
    const calm = Array.from({ length: 5 }, () => ({ afterMs: 10, datagrams: 2 }));
    expect(await naps(calm)).toEqual([0, 0, 0, 0, 0]);
  });

  it('are read without a rest while the socket is full', async () => {
    const burst = [1, 40, 32, 33, 7, 3].map((datagrams) => ({ afterMs: 1, datagrams }));
    expect(await naps(burst)).toEqual([0, 0, 0, 0, 15, 15]);
  });
});
