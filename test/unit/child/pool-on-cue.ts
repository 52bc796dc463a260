import { ChildPool, type ChildPoolOptions } from '../../../src/child/index.ts';
import type { JobCue, StartCue } from '../../doubles/child-on-cue.ts';
import { type LogLine, recordedLog } from '../../doubles/recorded-log.ts';
import { WatchedClock } from '../../doubles/watched-clock.ts';

export const START_TIMEOUT_MS = 7_000;
export const JOB_TIMEOUT_MS = 5_000;
export const IDLE_MS = 60_000;
export const GRACE_MS = 2_000;

export interface PoolOnCue extends AsyncDisposable {
  readonly pool: ChildPool<StartCue, JobCue, unknown>;
  readonly clock: WatchedClock;
  readonly lines: readonly LogLine[];
}

/** A pool of children that do what the jobs say. */
export function poolOnCue(
  start: StartCue = { act: 'start' },
  overrides: Partial<ChildPoolOptions<StartCue>> = {},
): PoolOnCue {
  const clock = new WatchedClock();
  const { log, lines } = recordedLog();
  const pool = new ChildPool<StartCue, JobCue, unknown>({
    name: 'cue',
    module: new URL('../../doubles/child-on-cue.ts', import.meta.url),
    prepare: () => Promise.resolve(start),
    env: {},
    workers: 1,
    queueLimit: 4,
    startTimeoutMs: START_TIMEOUT_MS,
    jobTimeoutMs: JOB_TIMEOUT_MS,
    idleMs: IDLE_MS,
    graceMs: GRACE_MS,
    failureCodes: { crashed: 'stt_crashed', timedOut: 'stt_timeout', failed: 'stt_failed' },
    clock,
    log,
    ...overrides,
  });
  return { pool, clock, lines, [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose]() };
}
