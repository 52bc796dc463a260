// A parent that is killed by a test: starts minutes of native work in a child, then prints the child's process id.
import { ChildPool } from '../../src/child/index.ts';
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import type { JobCue, StartCue } from './child-on-cue.ts';

const pool = new ChildPool<StartCue, JobCue, unknown>({
  name: 'cue',
  module: new URL('./child-on-cue.ts', import.meta.url),
  prepare: () => Promise.resolve({ act: 'start' }),
  env: {},
  workers: 1,
  queueLimit: 4,
  startTimeoutMs: 60_000,
  jobTimeoutMs: 600_000,
  idleMs: 60_000,
  graceMs: 1_000,
  failureCodes: { crashed: 'stt_crashed', timedOut: 'stt_timeout', failed: 'stt_failed' },
  clock: systemClock,
  log: createLog('silent'),
});
const processId = await pool.run({ act: 'process-id' });
const work = pool.run({ act: 'native-work' });
process.stdout.write(`${processId}\n`);
await work;
