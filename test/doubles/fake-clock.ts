import type { Clock } from '../../src/ports/clock.ts';

interface Sleeper {
  readonly dueMs: number;
  readonly wake: () => void;
}

/** Time that moves only when told. `now()` starts at a fixed moment, so that tests can name dates. */
export class FakeClock implements Clock {
  readonly #sleepers = new Set<Sleeper>();
  #nowMs: number;

  constructor(startMs: number = Date.UTC(2026, 10, 23, 9)) {
    this.#nowMs = startMs;
  }

  /** How many delays are waiting. */
  get pending(): number {
    return this.#sleepers.size;
  }

  now(): number {
    return this.#nowMs;
  }

  delay(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const abort = () => {
      this.#sleepers.delete(sleeper);
      reject(signal?.reason);
    };
    const wake = () => {
      this.#sleepers.delete(sleeper);
      signal?.removeEventListener('abort', abort);
      resolve();
    };
    const sleeper: Sleeper = { dueMs: this.#nowMs + Math.max(ms, 0), wake };
    this.#sleepers.add(sleeper);
    signal?.addEventListener('abort', abort, { once: true });
    return promise;
  }

  /** Moves time on, waking each sleeper at its own moment, and lets what they do settle in between. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await settled();
    for (let next = this.#next(endMs); next; next = this.#next(endMs)) {
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.wake();
      await settled();
    }
    this.#nowMs = endMs;
    await settled();
  }

  #next(endMs: number): Sleeper | null {
    let first: Sleeper | null = null;
    for (const sleeper of this.#sleepers)
      if (sleeper.dueMs <= endMs && (first === null || sleeper.dueMs < first.dueMs)) first = sleeper;
    return first;
  }
}

/** Every promise that can go on has gone on when a macrotask comes. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
