import type { Clock } from '../../../src/ports/clock.ts';

interface Sleeper {
  readonly wakesAtMs: number;
  readonly ms: number;
  readonly wake: () => void;
}

/** Time that moves when the test says so; delays that `jumps` names pass at once. */
export class ManualClock implements Clock {
  readonly delays: number[] = [];
  readonly #jumps: (ms: number) => boolean;
  readonly #sleepers = new Set<Sleeper>();
  readonly #watchers = new Map<number, () => void>();
  #nowMs = Date.now();

  constructor(jumps: (ms: number) => boolean = () => false) {
    this.#jumps = jumps;
  }

  now(): number {
    return this.#nowMs;
  }

  async delay(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.delays.push(ms);
    if (this.#jumps(ms)) {
      this.#nowMs += ms;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const sleeper: Sleeper = { wakesAtMs: this.#nowMs + ms, ms, wake: resolve };
    this.#sleepers.add(sleeper);
    const stop = () => reject(signal?.reason);
    signal?.addEventListener('abort', stop, { once: true });
    this.#watchers.get(ms)?.();
    try {
      await promise;
    } finally {
      this.#sleepers.delete(sleeper);
      signal?.removeEventListener('abort', stop);
    }
  }

  advance(ms: number): void {
    this.#nowMs += ms;
    for (const sleeper of this.#sleepers) if (sleeper.wakesAtMs <= this.#nowMs) sleeper.wake();
  }

  /** Resolves as soon as somebody waits for exactly `ms`. */
  async untilWaiting(ms: number): Promise<void> {
    if ([...this.#sleepers].some((sleeper) => sleeper.ms === ms)) return;
    await new Promise<void>((resolve) => this.#watchers.set(ms, resolve));
  }
}
