import type { Clock } from '../../ports/clock.ts';

export interface EmptyWatchOptions {
  readonly clock: Clock;
  readonly graceMs: number;
  readonly onEmpty: () => void;
}

/** Tells once when nobody has been there for the grace time. */
export class EmptyWatch {
  readonly #options: EmptyWatchOptions;
  #waiting: AbortController | null = null;

  constructor(options: EmptyWatchOptions) {
    this.#options = options;
  }

  /** How many people are there now. */
  set(people: number): void {
    if (people > 0) this.stop();
    else if (!this.#waiting) void this.#wait();
  }

  stop(): void {
    this.#waiting?.abort();
    this.#waiting = null;
  }

  async #wait(): Promise<void> {
    const { clock, graceMs, onEmpty } = this.#options;
    const waiting = new AbortController();
    this.#waiting = waiting;
    try {
      await clock.delay(graceMs, waiting.signal);
    } catch (reason: unknown) {
      if (waiting.signal.aborted) return;
      throw reason;
    }
    this.stop();
    onEmpty();
  }
}
