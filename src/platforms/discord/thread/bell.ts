/** Wakes whoever waits for something to change. */
export class Bell {
  #next = Promise.withResolvers<void>();

  ring(): void {
    const rung = this.#next;
    this.#next = Promise.withResolvers<void>();
    rung.resolve();
  }

  /** Resolves at the next ring; rejects with the signal's reason when aborted first. */
  async wait(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { promise, reject } = Promise.withResolvers<never>();
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      await Promise.race([this.#next.promise, promise]);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** Resolves when the condition holds; it is asked now and after each ring. */
  async until(condition: () => boolean, signal: AbortSignal): Promise<void> {
    while (!condition()) await this.wait(signal);
  }
}
