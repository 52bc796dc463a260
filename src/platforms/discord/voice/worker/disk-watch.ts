import type { MomError } from '../../../../errors.ts';
import type { Clock } from '../../../../ports/clock.ts';
import type { CaptureSink } from './capture-sink.ts';

/** Ends a recording when the disk has taken nothing for long: the journal tries again by itself until then. */
export class DiskWatch {
  readonly #sink: () => CaptureSink | null;
  readonly #clock: Clock;
  readonly #patienceMs: number;
  readonly #lost = Promise.withResolvers<MomError>();
  #isWaiting = false;

  constructor(sink: () => CaptureSink | null, clock: Clock, patienceMs: number) {
    this.#sink = sink;
    this.#clock = clock;
    this.#patienceMs = patienceMs;
  }

  /** Resolves when there is no hope left. */
  get lost(): Promise<MomError> {
    return this.#lost.promise;
  }

  /** A write failed. */
  async failed(fault: MomError, signal: AbortSignal): Promise<void> {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    try {
      await this.#clock.delay(this.#patienceMs, signal);
      if (!(await this.#canWrite())) this.#lost.resolve(fault);
    } catch {
      signal.throwIfAborted();
    } finally {
      this.#isWaiting = false;
    }
  }

  async #canWrite(): Promise<boolean> {
    try {
      await this.#sink()?.flush();
      return true;
    } catch {
      return false;
    }
  }
}
