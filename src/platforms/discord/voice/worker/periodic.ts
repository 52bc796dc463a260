import type { Clock } from '../../../../ports/clock.ts';

export interface Periodic {
  readonly everyMs: number;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
}

/** Does something again and again until the signal says stop, also when it fails. */
export async function periodically(
  work: () => void,
  { everyMs, clock, onFault }: Periodic,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      work();
    } catch (error) {
      onFault(error);
    }
    await clock.delay(everyMs, signal).catch(() => undefined); // only the signal ends it early
  }
}
