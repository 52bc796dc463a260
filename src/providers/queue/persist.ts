import type { Clock } from '../../ports/clock.ts';
import { backOffMs } from './back-off.ts';
import { nap } from './bell.ts';

/** With back-off that is about a minute: long enough for a disk to be given room, short enough for somebody who waits. */
const TRIES = 7;

export interface Persistence {
  readonly clock: Clock;
  /** Its abort brings the last try forward to now. */
  readonly signal: AbortSignal;
  /** Hears of each failure but the last. */
  readonly onFault: (error: unknown) => void;
}

/**
 * Does what may fail for a while, again and again, later each time.
 *
 * @throws what the last try threw
 */
export async function persist<T>(action: () => Promise<T>, { clock, signal, onFault }: Persistence): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (attempt === TRIES || signal.aborted) throw error;
      onFault(error);
    }
    await nap(clock, backOffMs(attempt), signal);
  }
}
