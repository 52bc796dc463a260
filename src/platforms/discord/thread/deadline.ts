import type { Clock } from '../../../ports/clock.ts';

/** Runs work whose signal is aborted after `ms`, or with `signal`; the timer never outlives it. */
export async function withDeadline<Result>(
  { clock, ms, signal, late }: { clock: Clock; ms: number; signal?: AbortSignal | undefined; late: () => Error },
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const overdue = new AbortController();
  const done = new AbortController();
  const timer = clock.delay(ms, done.signal).then(
    () => overdue.abort(late()),
    () => undefined,
  );
  try {
    return await work(signal ? AbortSignal.any([signal, overdue.signal]) : overdue.signal);
  } finally {
    done.abort();
    await timer;
  }
}
