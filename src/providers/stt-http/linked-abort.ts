import type { Clock } from '../../ports/clock.ts';

/**
 * One signal that ends with any of several, or after a deadline. Disposing it takes its listeners off again, so that signals that
 * live as long as the process collect nothing, and frees what still hangs on it: timers, connections.
 */
export class LinkedAbort implements Disposable {
  readonly #controller = new AbortController();
  readonly #sources: readonly AbortSignal[];
  readonly #follow = (event: Event): void => this.#controller.abort((event.target as AbortSignal).reason);

  constructor(...sources: readonly (AbortSignal | undefined)[]) {
    this.#sources = sources.filter((source) => source !== undefined);
    for (const source of this.#sources) {
      if (source.aborted) this.#controller.abort(source.reason);
      source.addEventListener('abort', this.#follow, { once: true });
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends it with `reason` when it still lives in `ms`. */
  endAfter(clock: Clock, ms: number, reason: unknown): void {
    clock.delay(ms, this.signal).then(
      () => this.#controller.abort(reason),
      () => undefined,
    );
  }

  [Symbol.dispose](): void {
    for (const source of this.#sources) source.removeEventListener('abort', this.#follow);
    this.#controller.abort(new DOMException('over', 'AbortError'));
  }
}
