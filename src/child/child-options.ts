import type { ErrorCode } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Clock } from '../ports/clock.ts';

/** Under which codes the adapter's callers meet what happens in a child. */
export interface FailureCodes {
  /** The child died on the job twice. */
  readonly crashed: ErrorCode;
  /** The child was too slow, and was too slow or died at the repeat. */
  readonly timedOut: ErrorCode;
  /** The child answered with an error that has no code of its own. */
  readonly failed: ErrorCode;
}

/** One kind of child. */
export interface ChildOptions<Init> {
  /** For logs and messages: "whisper". */
  readonly name: string;
  /** Calls serveChild() at its top level. */
  readonly module: URL;
  /** Runs before each fork; the child's `start` gets the result. What it throws rejects the job and forks nothing. */
  readonly prepare: () => Promise<Init>;
  /** Beyond what every child gets, see childEnvironment(). */
  readonly env: Readonly<Record<string, string>>;
  /** From the fork to the end of `start`. */
  readonly startTimeoutMs: number;
  readonly jobTimeoutMs: number;
  /** False where a job builds on what the child knows from those before: a new child could do nothing with it. Repeated once unless told. */
  readonly repeatsJobs?: boolean;
  /** A child without work is ended after this long, to give its memory back. */
  readonly idleMs: number;
  /** From SIGTERM to SIGKILL. */
  readonly graceMs: number;
  readonly failureCodes: FailureCodes;
  readonly clock: Clock;
  readonly log: Logger;
}
