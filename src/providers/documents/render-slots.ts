import { MomError } from '../../errors.ts';

/** Lets some renderings run at once, some wait in order, and refuses the rest. */
export class RenderSlots {
  readonly #waitingAtMost: number;
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(runningAtOnce: number, waitingAtMost: number) {
    this.#free = runningAtOnce;
    this.#waitingAtMost = waitingAtMost;
  }

  /** @throws MomError export_failed when too many wait already; an aborted signal's reason */
  async take(signal: AbortSignal): Promise<Disposable> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#wait(signal);
    return { [Symbol.dispose]: () => this.#giveBack() };
  }

  #wait(signal: AbortSignal): Promise<void> {
    if (this.#waiting.length >= this.#waitingAtMost) {
      throw new MomError('export_failed', 'too many files are being written already', { retryable: true });
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const start = (): void => resolve();
    const onAbort = (): void => {
      const place = this.#waiting.indexOf(start);
      if (place !== -1) this.#waiting.splice(place, 1);
      reject(signal.reason);
    };
    this.#waiting.push(start);
    signal.addEventListener('abort', onAbort, { once: true });
    return promise.finally(() => signal.removeEventListener('abort', onAbort));
  }

  /** The slot goes straight to who waits longest. */
  #giveBack(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
