/** A request with its promise. The caller may leave at any time; the child isn't told. */
export class ChildJob {
  readonly request: unknown;
  readonly #result = Promise.withResolvers<unknown>();
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort: () => void;
  #isSettled = false;

  constructor(request: unknown, signal: AbortSignal | undefined, onAbort: (job: ChildJob) => void) {
    this.request = request;
    this.#signal = signal;
    this.#onAbort = () => {
      onAbort(this);
      this.reject(signal?.reason);
    };
    signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  get result(): Promise<unknown> {
    return this.#result.promise;
  }

  /** False when nobody waits for it any more. */
  get isWanted(): boolean {
    return !this.#isSettled;
  }

  resolve(value: unknown): void {
    this.#settle();
    this.#result.resolve(value);
  }

  reject(error: unknown): void {
    this.#settle();
    this.#result.reject(error);
  }

  #settle(): void {
    this.#isSettled = true;
    this.#signal?.removeEventListener('abort', this.#onAbort);
  }
}
