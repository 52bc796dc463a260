import type { Clock } from '../../../../ports/clock.ts';
import type { LineEvent } from './voice-line.ts';

/** A connection that is lost tells a handful of things; who tells more is stuck in a circle, of which the newest matter. */
const MAX_WAITING = 256;

/** Events of a line, taken one by one. One reader. */
export class LineInbox {
  readonly #clock: Clock;
  readonly #waiting: LineEvent[] = [];
  #reader: PromiseWithResolvers<void> | null = null;
  #dropped = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Oldest events that found no room. */
  get dropped(): number {
    return this.#dropped;
  }

  push(event: LineEvent): void {
    this.#waiting.push(event);
    if (this.#waiting.length > MAX_WAITING) this.#dropped += 1;
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift();
    this.#reader?.resolve();
  }

  /** The next event, or null when none came within `patienceMs`. @throws the signal's reason */
  async next(patienceMs: number, signal: AbortSignal): Promise<LineEvent | null> {
    signal.throwIfAborted();
    if (this.#waiting.length === 0) await this.#rung(patienceMs, signal);
    return this.#waiting.shift() ?? null;
  }

  async #rung(patienceMs: number, signal: AbortSignal): Promise<void> {
    const reader = Promise.withResolvers<void>();
    const waited = new AbortController();
    this.#reader = reader;
    const late = this.#wait(patienceMs, AbortSignal.any([signal, waited.signal]));
    try {
      await Promise.race([reader.promise, late]);
    } catch {
      signal.throwIfAborted();
    } finally {
      this.#reader = null;
      waited.abort();
      await late.catch(() => undefined);
    }
  }

  #wait(patienceMs: number, signal: AbortSignal): Promise<void> {
    if (patienceMs !== Number.POSITIVE_INFINITY) return this.#clock.delay(patienceMs, signal);
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
  }
}
