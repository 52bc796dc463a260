import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { isAlive, zombies } from '../../doubles/processes.ts';
import { startedProcesses } from '../../doubles/recorded-log.ts';
import { GRACE_MS, JOB_TIMEOUT_MS, poolOnCue } from './pool-on-cue.ts';

describe('an abort', () => {
  it('before the call starts nothing', async () => {
    await using cue = poolOnCue();
    const reason = new Error('no longer');
    await expect(cue.pool.run({ act: 'echo', value: 1 }, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(cue.pool.counters.jobs).toBe(0);
    expect(startedProcesses(cue.lines)).toHaveLength(0);
  });

  it('of a waiting job takes it out', async () => {
    await using cue = poolOnCue();
    const controller = new AbortController();
    const first = cue.pool.run({ act: 'echo', value: 1 });
    const waiting = cue.pool.run({ act: 'die' }, controller.signal);
    const last = cue.pool.run({ act: 'echo', value: 3 });
    controller.abort();
    await expect(waiting).rejects.toBe(controller.signal.reason);
    expect(await Promise.all([first, last])).toEqual([1, 3]);
    expect(cue.pool.counters).toMatchObject({ jobs: 2, restarts: 0, faults: 0 });
  });

  it('of a running job frees the caller at once; the child finishes and goes on with the next', async () => {
    await using cue = poolOnCue();
    const processId = await cue.pool.run({ act: 'process-id' });
    const controller = new AbortController();
    const running = cue.pool.run({ act: 'echo', value: 'unheard' }, controller.signal);
    controller.abort();
    await expect(running).rejects.toBe(controller.signal.reason);
    expect(await cue.pool.run({ act: 'process-id' })).toBe(processId);
    expect(cue.pool.counters).toMatchObject({ jobs: 3, restarts: 0, faults: 0 });
  });

  it('of a job that hangs is still bounded by the limit, repeats nothing and is no fault', async () => {
    await using cue = poolOnCue();
    await cue.pool.run({ act: 'echo', value: 'warm' });
    const controller = new AbortController();
    const running = cue.pool.run({ act: 'hang' }, controller.signal);
    const next = cue.pool.run({ act: 'echo', value: 'next' });
    controller.abort();
    await expect(running).rejects.toBe(controller.signal.reason);
    const paused = cue.clock.nextDelay(100);
    await cue.clock.advance(JOB_TIMEOUT_MS);
    await paused;
    await cue.clock.advance(100);
    expect(await next).toBe('next');
    expect(cue.pool.counters).toMatchObject({ jobs: 3, restarts: 1, faults: 0, timeouts: 1 });
  });
});

describe('the end', () => {
  it('rejects what runs and what waits, ends every process and may be asked for twice', async () => {
    const { pool, lines } = poolOnCue({ act: 'start' }, { workers: 2, clock: systemClock });
    await Promise.all([pool.run({ act: 'process-id' }), pool.run({ act: 'process-id' })]);
    const jobs = [1, 2, 3].map(() => pool.run({ act: 'native-work' }).catch((error: unknown) => error));
    await Promise.all([pool[Symbol.asyncDispose](), pool[Symbol.asyncDispose]()]);
    for (const job of jobs) expect(await job).toMatchObject({ code: 'aborted', message: 'cue is closed' });
    expect(startedProcesses(lines)).toHaveLength(2);
    expect(startedProcesses(lines).filter(isAlive)).toEqual([]);
    expect(zombies()).toEqual([]);
    await expect(pool.run({ act: 'process-id' })).rejects.toMatchObject({ code: 'aborted' });
    expect(pool.counters).toMatchObject({ faults: 0, restarts: 0 });
  });

  it('kills a child that does not go by itself when the grace is over', async () => {
    const { pool, clock, lines } = poolOnCue({ act: 'ignore-sigterm' });
    const processId = Number(await pool.run({ act: 'process-id' }));
    const grace = clock.nextDelay(GRACE_MS);
    const ended = pool[Symbol.asyncDispose]();
    await grace;
    await clock.advance(GRACE_MS - 1);
    expect(isAlive(processId)).toBe(true);
    await clock.advance(1);
    await ended;
    expect(isAlive(processId)).toBe(false);
    expect(startedProcesses(lines)).toEqual([processId]);
  });

  it('during a pause or a start forks nothing more', async () => {
    const { pool, clock, lines } = poolOnCue({ act: 'die' });
    const paused = clock.nextDelay(100);
    const job = pool.run({ act: 'echo', value: 1 }).catch((error: unknown) => error);
    await paused;
    await pool[Symbol.asyncDispose]();
    expect(await job).toMatchObject({ code: 'aborted' });
    await clock.advance(10_000);
    expect(startedProcesses(lines)).toHaveLength(1);
  });
});
