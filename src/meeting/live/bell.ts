/** Wakes whoever waits. */
export class Bell {
  #rung = Promise.withResolvers<void>();

  ring(): void {
    this.#rung.resolve();
    this.#rung = Promise.withResolvers();
  }

  /** Resolves with the next ring, or when the signal is aborted. */
  async wait(signal: AbortSignal): Promise<void> {
    const aborted = Promise.withResolvers<void>();
    const onAbort = (): void => aborted.resolve();
    signal.addEventListener('abort', onAbort, { once: true });
    if (!signal.aborted) await Promise.race([this.#rung.promise, aborted.promise]);
    signal.removeEventListener('abort', onAbort);
  }
}
