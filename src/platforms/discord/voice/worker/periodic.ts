import type { Clock } from '../../../../ports/clock.ts';

/** Does something again and again until the signal says stop. */
export async function periodically(
  work: () => void,
  everyMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    work();
    await clock.delay(everyMs, signal).catch(() => undefined); // only the signal ends it early
  }
}
