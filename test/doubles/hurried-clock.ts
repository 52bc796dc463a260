import { systemClock } from '../../src/clock.ts';
import type { Clock } from '../../src/ports/clock.ts';

/** Real time that can be hurried on: whoever waits for what is then past wakes at once. */
export class HurriedClock implements Clock {
  readonly #sleepers = new Set<{ readonly dueMs: number; readonly wake: () => void }>();
  #aheadMs = 0;

  now(): number {
    return systemClock.now() + this.#aheadMs;
  }

  async delay(ms: number, signal?: AbortSignal): Promise<void> {
    const hurried = new AbortController();
    const sleeper = { dueMs: this.now() + ms, wake: () => hurried.abort() };
    this.#sleepers.add(sleeper);
    try {
      await systemClock.delay(ms, AbortSignal.any([hurried.signal, ...(signal ? [signal] : [])]));
    } catch (error: unknown) {
      signal?.throwIfAborted();
      if (!hurried.signal.aborted) throw error;
    } finally {
      this.#sleepers.delete(sleeper);
    }
  }

  advance(ms: number): void {
    this.#aheadMs += ms;
    const nowMs = this.now();
    for (const { dueMs, wake } of this.#sleepers) if (dueMs <= nowMs) wake();
  }
}
