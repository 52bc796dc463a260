import type { Clock } from '../../ports/clock.ts';

export interface GatherOptions {
  readonly clock: Clock;
  /** Epoch ms. */
  readonly deadlineMs: number;
  /** Answers after which only `graceMs` more are waited for the rest, counted from the last answer. */
  readonly quorum: number;
  readonly graceMs: number;
}

/** Who waits for answers that come one by one. */
export class Gathering {
  readonly #options: GatherOptions;
  #answers = 0;
  #lastAnswerMs = 0;
  #bell = Promise.withResolvers<void>();

  constructor(options: GatherOptions) {
    this.#options = options;
  }

  /** An answer has come. */
  count(): void {
    this.#answers += 1;
    this.#lastAnswerMs = this.#options.clock.now();
    this.#bell.resolve();
    this.#bell = Promise.withResolvers();
  }

  /** Resolves when all have ended, when enough have answered and the grace is over, or at the deadline. */
  async enough(all: Promise<unknown>, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    let isOver = false;
    const over = all.then(() => {
      isOver = true;
    });
    while (!isOver) {
      signal.throwIfAborted();
      const leftMs = this.#limitMs() - clock.now();
      if (leftMs <= 0) return;
      await this.#wait(over, leftMs, signal);
    }
  }

  #limitMs(): number {
    const { deadlineMs, quorum, graceMs } = this.#options;
    return this.#answers < quorum ? deadlineMs : Math.min(deadlineMs, this.#lastAnswerMs + graceMs);
  }

  async #wait(over: Promise<void>, ms: number, signal: AbortSignal): Promise<void> {
    const nap = new AbortController();
    const sleep = this.#options.clock.delay(ms, AbortSignal.any([signal, nap.signal]));
    sleep.catch(() => undefined); // a nap that is cut short is no failure
    try {
      await Promise.race([over, this.#bell.promise, sleep]);
    } finally {
      nap.abort();
    }
  }
}
