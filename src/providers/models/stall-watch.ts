import type { Clock } from '../../ports/clock.ts';
import { DownloadFault } from './download-fault.ts';

/** Breaks an attempt off when nothing has arrived for `stallTimeoutMs`, and when the caller's signal says so. */
export class StallWatch implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #stallTimeoutMs: number;
  readonly #stalled = new AbortController();
  readonly #over = new AbortController();
  readonly #watching: Promise<void>;
  /** Aborted with a DownloadFault on a stall, with the caller's reason on an abort, and at the end, which frees the connection. */
  readonly signal: AbortSignal;
  #lastLifeMs: number;

  constructor(clock: Clock, stallTimeoutMs: number, host: string, signal?: AbortSignal) {
    this.#clock = clock;
    this.#stallTimeoutMs = stallTimeoutMs;
    this.#lastLifeMs = clock.now();
    this.signal = AbortSignal.any([...(signal ? [signal] : []), this.#stalled.signal, this.#over.signal]);
    this.#watching = this.#watch(host);
  }

  /** Something has arrived. */
  sign(): void {
    this.#lastLifeMs = this.#clock.now();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    await this.#watching;
  }

  async #watch(host: string): Promise<void> {
    const seconds = Math.round(this.#stallTimeoutMs / 1000);
    try {
      while (this.#leftMs() > 0) await this.#clock.delay(this.#leftMs(), this.#over.signal);
      this.#stalled.abort(new DownloadFault('interrupted', `${host} sent nothing for ${seconds} s`));
    } catch (error) {
      if (!this.#over.signal.aborted) this.#stalled.abort(error);
    }
  }

  #leftMs(): number {
    return this.#lastLifeMs + this.#stallTimeoutMs - this.#clock.now();
  }
}
