import type { Clock } from '../../ports/clock.ts';

/** Wakes one loop that otherwise looks now and then. A ring while the loop is busy makes its next wait end at once. */
export class Bell {
  readonly #clock: Clock;
  #isRung = false;
  #sleep = new AbortController();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  ring(): void {
    this.#isRung = true;
    this.#sleep.abort();
  }

  /** Waits for a ring, at most `ms`. */
  async wait(ms: number): Promise<void> {
    if (!this.#isRung) {
      this.#sleep = new AbortController();
      await nap(this.#clock, ms, this.#sleep.signal);
    }
    this.#isRung = false;
  }
}

/** Waits for `event`, at most `ms`. For short-lived promises: each wait leaves a listener on `event` until it settles. */
export async function waitAtMost(event: Promise<unknown>, ms: number, clock: Clock): Promise<void> {
  const timer = new AbortController();
  await Promise.race([event, nap(clock, ms, timer.signal)]).finally(() => timer.abort());
}

/** A delay whose abort is no failure but the wish to go on. */
export async function nap(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.delay(ms, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
