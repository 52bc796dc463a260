import { MomError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';

/** The reason of a signal that ended because time was up. */
export class TimeIsUp extends MomError {
  constructor() {
    super('llm_unavailable', 'the answer did not come in time', { retryable: false });
  }
}

/**
 * Runs `action` with a signal that ends at `deadlineMs` or with `signal`; nothing hangs on either of them afterwards.
 *
 * @throws what `action` throws; a signal's reason
 */
export async function withDeadline<T>(
  clock: Clock,
  deadlineMs: number,
  signal: AbortSignal,
  action: (end: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const end = AbortSignal.any([signal, own.signal]);
  const over = new AbortController();
  clock.delay(Math.max(0, deadlineMs - clock.now()), over.signal).then(
    () => own.abort(new TimeIsUp()),
    () => undefined, // it was over before its time
  );
  try {
    return await unlessAborted(action(end), end);
  } finally {
    over.abort();
  }
}

/** What `promise` gives, unless the signal ends first: then its reason, even when `promise` never ends. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  promise.catch(() => undefined); // whoever loses the race may still fail
  aborted.promise.catch(() => undefined);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
