import { MomError } from '../../../errors.ts';
import type { CaptureAnswer, CaptureCall, CaptureFailure, ToWorker } from './messages.ts';

interface OpenCall {
  readonly call: CaptureCall;
  readonly answered: PromiseWithResolvers<CaptureAnswer>;
}

/** Nobody presses so many buttons before the worker answers. */
const MAX_OPEN = 256;

/** Calls that wait for the worker's answer; they outlive a worker that dies. */
export class OpenCalls {
  readonly #open = new Map<number, OpenCall>();
  #lastId = 0;

  /** @throws MomError voice_failed when too many wait; what the worker answers */
  ask(call: CaptureCall, send: (message: ToWorker) => void): Promise<CaptureAnswer> {
    if (this.#open.size === MAX_OPEN)
      return Promise.reject(new MomError('voice_failed', 'capture does not answer', { retryable: true }));
    this.#lastId += 1;
    const answered = Promise.withResolvers<CaptureAnswer>();
    this.#open.set(this.#lastId, { call, answered });
    send({ kind: 'call', id: this.#lastId, call });
    return answered.promise;
  }

  answer(id: number, answer: CaptureAnswer): void {
    this.#take(id)?.answered.resolve(answer);
  }

  fail(id: number, failure: CaptureFailure): void {
    this.#take(id)?.answered.reject(errorOf(failure));
  }

  /** A new worker has to be asked again. */
  repeat(send: (message: ToWorker) => void): void {
    for (const [id, { call }] of this.#open) send({ kind: 'call', id, call });
  }

  /** Nobody will answer any more. */
  close(error: MomError): void {
    for (const { answered } of this.#open.values()) answered.reject(error);
    this.#open.clear();
  }

  #take(id: number): OpenCall | undefined {
    const call = this.#open.get(id);
    this.#open.delete(id);
    return call;
  }
}

export const errorOf = ({ code, message, isRetryable }: CaptureFailure): MomError =>
  new MomError(code, message, { retryable: isRetryable });
