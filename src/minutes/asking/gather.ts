import type { Clock } from '../../ports/clock.ts';

export interface GatherOptions {
  readonly clock: Clock;
  /** Epoch ms. */
  readonly deadlineMs: number;
  /** Answers after which the rest is waited for only a while more, counted from the last answer: `graceMs`, or half of what it took. */
  readonly quorum: number;
  readonly graceMs: number;
}

/** Who waits for answers that come one by one. */
export class Gathering {
  readonly #options: GatherOptions;
  readonly #startedAtMs: number;
  #answers = 0;
  #lastAnswerMs = 0;
  #bell = Promise.withResolvers<void>();

  constructor(options: GatherOptions) {
    this.#options = options;
    this.#startedAtMs = options.clock.now();
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
    if (this.#answers < quorum) return deadlineMs;
    // Seats that read a long meeting in many parts end further apart than those that read a short one.
    const tookMs = this.#lastAnswerMs - this.#startedAtMs;
    return Math.min(deadlineMs, this.#lastAnswerMs + Math.max(graceMs, tookMs / 2));
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
