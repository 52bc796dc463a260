import { FakeClock } from './fake-clock.ts';

/** A FakeClock that tells when something waits for a given time, since other processes don't keep to it. */
export class WatchedClock extends FakeClock {
  readonly #asked: number[] = [];
  readonly #waiters = new Map<number, () => void>();

  /** Every delay that was asked for, in order. */
  get asked(): readonly number[] {
    return this.#asked;
  }

  override delay(ms: number, signal?: AbortSignal): Promise<void> {
    this.#asked.push(ms);
    const delay = super.delay(ms, signal);
    this.#waiters.get(ms)?.();
    this.#waiters.delete(ms);
    return delay;
  }

  /** Resolves when somebody next asks for a delay of `ms`. */
  nextDelay(ms: number): Promise<void> {
    return new Promise((resolve) => this.#waiters.set(ms, resolve));
  }
}
