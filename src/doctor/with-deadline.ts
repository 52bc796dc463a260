import type { Clock } from '../ports/clock.ts';

/** Something took longer than it may. */
export class DeadlineError extends Error {
  constructor(ms: number) {
    super(`no answer in ${Math.round(ms / 1000)} s`);
    this.name = 'DeadlineError';
  }
}

export interface Deadline {
  readonly clock: Clock;
  readonly ms: number;
  readonly signal?: AbortSignal;
}

/** Gives `work` a signal that ends it when its time is over or the caller wants to leave. */
export async function withDeadline<T>(
  { clock, ms, signal }: Deadline,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const over = new AbortController();
  const timer = clock.delay(ms, over.signal).then(
    () => late.abort(new DeadlineError(ms)),
    // The only way out of the delay is `over`: the work was done in time.
    () => undefined,
  );
  try {
    return await work(AbortSignal.any(signal ? [signal, late.signal] : [late.signal]));
  } finally {
    over.abort();
    await timer;
  }
}
