import type { Clock } from '../../../../ports/clock.ts';

/** Lets op 4 through no faster than Discord bears it. Each says all that is wanted, so of those that wait only the last one counts. */
export class RequestGate {
  readonly #clock: Clock;
  readonly #pauseMs: number;
  readonly #send: (payload: unknown) => void;
  #waiting: unknown = null;
  #sending: Promise<void> | null = null;
  #sentAtMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, pauseMs: number, send: (payload: unknown) => void) {
    this.#clock = clock;
    this.#pauseMs = pauseMs;
    this.#send = send;
  }

  request(payload: unknown): void {
    this.#waiting = payload;
    const restMs = this.#sentAtMs + this.#pauseMs - this.#clock.now();
    if (restMs <= 0 && !this.#sending) this.#sendNow();
    else this.#sending ??= this.#sendAfter(restMs);
  }

  /** Resolves when nothing waits. */
  async sent(): Promise<void> {
    await this.#sending;
  }

  async #sendAfter(restMs: number): Promise<void> {
    await this.#clock.delay(restMs);
    this.#sending = null;
    this.#sendNow();
  }

  #sendNow(): void {
    this.#sentAtMs = this.#clock.now();
    this.#send(this.#waiting);
  }
}
