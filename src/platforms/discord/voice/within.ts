import type { Clock } from '../../../ports/clock.ts';

/** Settles as `work` does, or rejects with `late()` when that takes longer than `ms`. The work itself goes on. */
export async function within<Result>(
  work: Promise<Result>,
  ms: number,
  clock: Clock,
  late: () => Error,
): Promise<Result> {
  const done = new AbortController();
  const overdue = clock.delay(ms, done.signal).then(() => {
    throw late();
  });
  overdue.catch(() => undefined); // told by the race, or called off
  try {
    return await Promise.race([work, overdue]);
  } finally {
    done.abort();
  }
}
