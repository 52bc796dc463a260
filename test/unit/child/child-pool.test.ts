import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { MomError } from '../../../src/errors.ts';
import { untilGone } from '../../doubles/processes.ts';
import { startedProcesses } from '../../doubles/recorded-log.ts';
import { IDLE_MS, JOB_TIMEOUT_MS, poolOnCue, START_TIMEOUT_MS } from './pool-on-cue.ts';

let folder = '';
let markers = 0;
const newMarker = (): string => {
  markers += 1;
  return join(folder, `marker-${markers}`);
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mom-child-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('jobs', () => {
  it('are answered, typed arrays whole and exact', async () => {
    await using cue = poolOnCue();
    const value = { pcm: Float32Array.of(0.1, -1, Number.NaN).subarray(1), when: new Date(5), big: 7n };
    expect(await cue.pool.run({ act: 'echo', value })).toEqual(value);
    expect(cue.pool.counters).toEqual({ jobs: 1, restarts: 0, faults: 0, timeouts: 0, queueFull: 0 });
  });

  it('are begun in the order of the calls, and callers beyond the bound wait and are counted', async () => {
    await using cue = poolOnCue({ act: 'start' }, { queueLimit: 2 });
    const finished: number[] = [];
    const ask = async (value: number): Promise<void> => {
      await cue.pool.run({ act: 'echo', value });
      finished.push(value);
    };
    await Promise.all([1, 2, 3, 4, 5, 6].map(ask));
    expect(finished).toEqual([1, 2, 3, 4, 5, 6]);
    expect(cue.pool.counters).toMatchObject({ jobs: 6, queueFull: 3 });
  });

  it('share out over the workers, and a lone job goes to one that runs already', async () => {
    await using cue = poolOnCue({ act: 'start' }, { workers: 2 });
    const ask = (): Promise<unknown> => cue.pool.run({ act: 'process-id' });
    const first = await ask();
    expect(await ask()).toBe(first);
    const both = await Promise.all([ask(), ask()]);
    expect(new Set(both).size).toBe(2);
  });

  it('that fail in the child keep their code, and the child lives on', async () => {
    await using cue = poolOnCue();
    const before = await cue.pool.run({ act: 'process-id' });
    const failed = cue.pool.run({ act: 'fail', code: 'recording_empty', message: 'nothing' });
    await expect(failed).rejects.toMatchObject({ code: 'recording_empty', message: 'nothing' });
    await expect(cue.pool.run({ act: 'throw', message: 'boom' })).rejects.toMatchObject({ code: 'stt_failed' });
    expect(await cue.pool.run({ act: 'process-id' })).toBe(before);
    expect(cue.pool.counters).toMatchObject({ jobs: 4, faults: 2, restarts: 0 });
  });
});

describe('a child', () => {
  it('sees the settings and what native libraries need, and none of our secrets', async () => {
    process.env['GROQ_API_KEY'] = 'secret-of-the-test';
    try {
      await using cue = poolOnCue({ act: 'start' }, { env: { OMP_NUM_THREADS: '3' } });
      const environment = await cue.pool.run({ act: 'environment' });
      expect(environment).toMatchObject({ OMP_NUM_THREADS: '3', PATH: process.env['PATH'] });
      expect(environment).not.toHaveProperty('GROQ_API_KEY');
    } finally {
      delete process.env['GROQ_API_KEY'];
    }
  });

  it('ignores Ctrl-C, which reaches the whole terminal', async () => {
    await using cue = poolOnCue();
    const processId = Number(await cue.pool.run({ act: 'process-id' }));
    process.kill(processId, 'SIGINT');
    expect(await cue.pool.run({ act: 'process-id' })).toBe(processId);
  });

  it('without work is ended, and the next job starts another', async () => {
    await using cue = poolOnCue();
    const first = Number(await cue.pool.run({ act: 'process-id' }));
    await cue.clock.advance(IDLE_MS - 1);
    expect(await cue.pool.run({ act: 'process-id' })).toBe(first);
    await cue.clock.advance(IDLE_MS);
    await untilGone(first, 5_000);
    expect(await cue.pool.run({ act: 'process-id' })).not.toBe(first);
    expect(cue.pool.counters).toMatchObject({ restarts: 0, faults: 0 });
  });
});

describe('a child that dies', () => {
  it('is started again after a pause, and its job is repeated', async () => {
    await using cue = poolOnCue();
    const paused = cue.clock.nextDelay(100);
    const job = cue.pool.run({ act: 'die-once', marker: newMarker() });
    await paused;
    expect(startedProcesses(cue.lines)).toHaveLength(1);
    await cue.clock.advance(100);
    expect(await job).toBe('alive');
    expect(cue.pool.counters).toMatchObject({ jobs: 1, restarts: 1, faults: 0 });
  });

  it.each([
    ['a signal', { act: 'die', lastWords: 'GGML_ASSERT: bad' } as const, 'SIGKILL'],
    ['an exit', { act: 'exit', code: 3 } as const, 'exit code 3'],
    ['a closed channel', { act: 'disconnect' } as const, 'SIGKILL'],
  ])('twice on the same job (%s) costs that job only', async (_, cue, how) => {
    await using it_ = poolOnCue({ act: 'start' }, { clock: systemClock });
    const [poison, next] = await Promise.allSettled([it_.pool.run(cue), it_.pool.run({ act: 'echo', value: 'next' })]);
    expect(poison).toMatchObject({
      status: 'rejected',
      reason: { code: 'stt_crashed', message: `the cue process ended on this job (${how})` },
    });
    expect(next).toMatchObject({ status: 'fulfilled', value: 'next' });
    expect(it_.pool.counters).toMatchObject({ jobs: 2, restarts: 2, faults: 1, timeouts: 0 });
    const deaths = it_.lines.filter((line) => line['msg'] === 'child died');
    expect(deaths).toHaveLength(2);
    if (cue.act === 'die') expect(deaths[0]).toMatchObject({ stderr: 'GGML_ASSERT: bad', level: 40 });
  });

  it('without work is replaced at the next job', async () => {
    await using cue = poolOnCue({ act: 'start' }, { clock: systemClock });
    const processId = Number(await cue.pool.run({ act: 'process-id' }));
    process.kill(processId, 'SIGKILL');
    await untilGone(processId, 5_000);
    expect(await cue.pool.run({ act: 'echo', value: 1 })).toBe(1);
    expect(cue.pool.counters).toMatchObject({ jobs: 2, restarts: 1, faults: 0 });
  });

  it('while it starts is started again with longer and longer pauses', async () => {
    await using cue = poolOnCue({ act: 'die-once', marker: newMarker() });
    const paused = cue.clock.nextDelay(100);
    const job = cue.pool.run({ act: 'echo', value: 'hi' });
    await paused;
    await cue.clock.advance(100);
    expect(await job).toBe('hi');
    expect(cue.pool.counters).toMatchObject({ restarts: 1, faults: 0 });
  });

  it('at every start is reported after three, and the pauses go on growing for the next job', async () => {
    await using cue = poolOnCue({ act: 'die' });
    const runThroughPauses = async (pauses: readonly number[]): Promise<unknown> => {
      const job = cue.pool.run({ act: 'echo', value: 1 }).catch((error: unknown) => error);
      for (const pause of pauses) {
        if (!cue.clock.asked.includes(pause)) await cue.clock.nextDelay(pause);
        await cue.clock.advance(pause);
      }
      return await job;
    };
    expect(await runThroughPauses([100, 200])).toMatchObject({
      code: 'stt_crashed',
      message: 'the cue process ended before it was ready (SIGKILL)',
    });
    expect(startedProcesses(cue.lines)).toHaveLength(3);
    expect(await runThroughPauses([400, 800, 1_600])).toMatchObject({ code: 'stt_crashed' });
    expect(cue.pool.counters).toMatchObject({ jobs: 2, faults: 2, restarts: 5 });
  });
});

describe('a child that is not ready', () => {
  it('because of an error it can name rejects the job at once and starts no loop', async () => {
    await using cue = poolOnCue({ act: 'fail', code: 'engine_missing', message: 'run `npm install`' });
    const job = cue.pool.run({ act: 'echo', value: 1 });
    await expect(job).rejects.toMatchObject({ code: 'engine_missing', message: 'run `npm install`' });
    expect(startedProcesses(cue.lines)).toHaveLength(1);
    expect(cue.pool.counters).toMatchObject({ restarts: 0, faults: 1 });
    await untilGone(startedProcesses(cue.lines)[0]!, 5_000);
  });

  it('because of what is checked before forks nothing', async () => {
    const prepare = () => Promise.reject(new MomError('model_missing', 'no model'));
    await using cue = poolOnCue({ act: 'start' }, { prepare });
    await expect(cue.pool.run({ act: 'echo', value: 1 })).rejects.toMatchObject({ code: 'model_missing' });
    expect(startedProcesses(cue.lines)).toHaveLength(0);
  });

  it('in time is killed and counted', async () => {
    await using cue = poolOnCue({ act: 'hang' });
    const job = cue.pool.run({ act: 'echo', value: 1 }).catch((error: unknown) => error);
    for (const pause of [100, 200, null]) {
      await cue.clock.nextDelay(START_TIMEOUT_MS);
      const paused = pause ? cue.clock.nextDelay(pause) : null;
      await cue.clock.advance(START_TIMEOUT_MS);
      await paused;
      if (pause) void cue.clock.advance(pause);
    }
    expect(await job).toMatchObject({ code: 'stt_timeout', message: 'no answer from the cue process in 7000 ms' });
    expect(cue.pool.counters).toMatchObject({ timeouts: 3, faults: 1 });
  });
});

it('a host that can not start another process is a crash that is reported', async () => {
  const env = { TOO_LARGE: 'x'.repeat(3_000_000) };
  await using cue = poolOnCue({ act: 'start' }, { env, clock: systemClock });
  const job = cue.pool.run({ act: 'echo', value: 1 });
  await expect(job).rejects.toMatchObject({ code: 'stt_crashed', message: /E2BIG/ });
  expect(cue.pool.counters).toMatchObject({ jobs: 1, faults: 1 });
});

describe('a job that takes too long', () => {
  it.each(['hang', 'spin'] as const)('(%s) is repeated once, then reported; the next one is served', async (act) => {
    await using cue = poolOnCue();
    await cue.pool.run({ act: 'echo', value: 'warm' });
    const limit = cue.clock.nextDelay(JOB_TIMEOUT_MS);
    const slow = cue.pool.run({ act }).catch((error: unknown) => error);
    await limit;
    const paused = cue.clock.nextDelay(100);
    await cue.clock.advance(JOB_TIMEOUT_MS);
    await paused;
    const repeated = cue.clock.nextDelay(JOB_TIMEOUT_MS);
    await cue.clock.advance(100);
    await repeated;
    await cue.clock.advance(JOB_TIMEOUT_MS);
    expect(await slow).toMatchObject({ code: 'stt_timeout', message: 'no answer from the cue process in 5000 ms' });
    const pausedAgain = cue.clock.nextDelay(200);
    const next = cue.pool.run({ act: 'echo', value: 'next' });
    await pausedAgain;
    await cue.clock.advance(200);
    expect(await next).toBe('next');
    expect(cue.pool.counters).toEqual({ jobs: 3, restarts: 2, faults: 1, timeouts: 2, queueFull: 0 });
  });
});
