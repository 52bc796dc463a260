import type { ChildPoolOptions } from '../../child/index.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CppInit } from './cpp-init.ts';

export interface CppOptions {
  readonly modelPath: string;
  /** For people; the file's name unless told. */
  readonly modelName?: string;
  /** Child processes; each holds the model. Where the model streams, as many again may run beside them. */
  readonly workers: number;
  readonly threads: number;
  /** For one chunk, or one piece of a stream; the child is killed after it. */
  readonly timeoutMs: number;
  readonly idleMs: number;
  readonly useGpu: boolean;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A model of 3 GB from a slow disk. */
const START_TIMEOUT_MS = 120_000;
const GRACE_MS = 2_000;
const QUEUE_LIMIT = 64;

/** What children for chunks and children for streams have in common. */
export function poolOptions(
  { workers, threads, timeoutMs, idleMs, clock, log }: CppOptions,
  module: URL,
  prepare: () => Promise<CppInit>,
): ChildPoolOptions<CppInit> {
  return {
    name: 'transcribe-cpp',
    module,
    prepare,
    // OpenMP's threads would spin through a core each while they wait for work.
    env: { OMP_NUM_THREADS: String(threads), OMP_WAIT_POLICY: 'passive', UV_THREADPOOL_SIZE: '2' },
    workers,
    queueLimit: QUEUE_LIMIT,
    startTimeoutMs: START_TIMEOUT_MS,
    jobTimeoutMs: timeoutMs,
    idleMs,
    graceMs: GRACE_MS,
    failureCodes: { crashed: 'stt_crashed', timedOut: 'stt_timeout', failed: 'stt_failed' },
    clock,
    log,
  };
}
