import type { Clock } from '../../../../ports/clock.ts';
import type { VoiceStateRequest } from '../messages.ts';

/** Lets op 4 through no faster than Discord bears it. Each says all that is wanted, so of those that wait only the last one counts. */
export class RequestGate {
  readonly #clock: Clock;
  readonly #pauseMs: number;
  readonly #send: (payload: VoiceStateRequest) => void;
  #waiting: VoiceStateRequest | null = null;
  #sending: Promise<void> | null = null;
  #sentAtMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, pauseMs: number, send: (payload: VoiceStateRequest) => void) {
    this.#clock = clock;
    this.#pauseMs = pauseMs;
    this.#send = send;
  }

  request(payload: VoiceStateRequest): void {
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
    if (this.#waiting) this.#send(this.#waiting);
  }
}
