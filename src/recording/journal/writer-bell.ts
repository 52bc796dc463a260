import type { Clock } from '../../ports/clock.ts';

/** Wakes the writer, and calls off its rest when there is no time for one. */
export class WriterBell {
  readonly #clock: Clock;
  #waiting: PromiseWithResolvers<void> | null = null;
  #resting: AbortController | null = null;
  #isHurried = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** There is something to do. */
  ring(): void {
    this.#waiting?.resolve();
    this.#waiting = null;
  }

  /** There is something to do now. */
  hurry(): void {
    this.#isHurried = true;
    this.#resting?.abort();
    this.ring();
  }

  /** Resolves at the next ring. */
  rung(): Promise<void> {
    this.#waiting ??= Promise.withResolvers();
    return this.#waiting.promise;
  }

  /** Until the time is over or somebody is in a hurry. */
  async rest(ms: number): Promise<void> {
    if (!this.#isHurried) {
      this.#resting = new AbortController();
      await this.#clock.delay(ms, this.#resting.signal).catch(calledOff);
      this.#resting = null;
    }
    this.#isHurried = false;
  }
}

/** Somebody was in a hurry. */
function calledOff(): undefined {
  return undefined;
}
