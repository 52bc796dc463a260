import { errorRules, isAbort, type MomError, toMomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';

export interface RetryOptions {
  readonly clock: Clock;
  readonly log: Logger;
  /** Between tries; the last one repeats. */
  readonly pausesMs: readonly [number, ...number[]];
  /** Without end unless told. */
  readonly tries?: number;
  readonly signal: AbortSignal;
}

/** Tries again what may work later. @throws the first fault that will not pass, the last one when there are no more tries; the signal's reason */
export async function retry<T>(action: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { clock, log, pausesMs, signal, tries = Number.POSITIVE_INFINITY } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await action();
    } catch (error: unknown) {
      signal.throwIfAborted();
      if (attempt >= tries || !mayPass(toMomError(error))) throw error;
      log.warn({ err: error, attempt }, 'failed, will try again');
      await clock.delay(pausesMs[attempt - 1] ?? pausesMs.at(-1) ?? pausesMs[0], signal);
    }
  }
}

/** Jobs say of every fault that it ended them, so the code decides. */
const mayPass = (fault: MomError): boolean => !isAbort(fault) && (fault.retryable || errorRules[fault.code].retryable);
