import { describe, expect, it } from 'vitest';
import { ReplayPacing } from '../../../src/meeting/index.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function isDone(promise: Promise<unknown>): Promise<boolean> {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  await settled();
  return done;
}

describe('replay pacing', () => {
  it('gives the sound no sooner than a call at that speed would', async () => {
    const clock = new FakeClock();
    const pacing = new ReplayPacing(clock, 2, ['t1']);
    const reached = pacing.reach('t1', 1_000);
    await clock.advance(499);
    expect(await isDone(reached)).toBe(false);
    await clock.advance(1);
    expect(await isDone(reached)).toBe(true);
  });

  it('lets no track run away from the slowest, and waits for none that has ended', async () => {
    const pacing = new ReplayPacing(new FakeClock(), Number.POSITIVE_INFINITY, ['t1', 't2']);
    const ahead = pacing.reach('t1', 2_000);
    expect(await isDone(ahead)).toBe(false);
    await pacing.reach('t2', 1_500);
    expect(await isDone(ahead)).toBe(true);
    const further = pacing.reach('t1', 9_000);
    expect(await isDone(further)).toBe(false);
    pacing.leave('t2');
    expect(await isDone(further)).toBe(true);
  });

  it('counts from the first sound, not from the loading of the engine', async () => {
    const clock = new FakeClock();
    const pacing = new ReplayPacing(clock, 1, ['t1']);
    await clock.advance(60_000);
    const reached = pacing.reach('t1', 250);
    expect(await isDone(reached)).toBe(false);
    await clock.advance(250);
    expect(await isDone(reached)).toBe(true);
  });

  it('can be stopped while it waits', async () => {
    const controller = new AbortController();
    const waiting = new ReplayPacing(new FakeClock(), 1, ['t1']).reach('t1', 5_000, controller.signal);
    controller.abort(new Error('stop'));
    await expect(waiting).rejects.toThrow('stop');
  });
});
