/** Tells when something that is waited for shows no life. Time that nobody waits does not count. */
export class StallWatch {
  readonly #limitMs: number;
  readonly #onStall: () => void;
  #timer: NodeJS.Timeout | null = null;
  #beats = 0;

  constructor(limitMs: number, onStall: () => void) {
    this.#limitMs = limitMs;
    this.#onStall = onStall;
  }

  /** The wait begins. */
  start(): void {
    this.stop();
    this.#timer = setTimeout(() => this.#suspect(), this.#limitMs);
  }

  /** A sign of life. */
  beat(): void {
    this.#beats += 1;
    this.#timer?.refresh();
  }

  /** Nobody waits any more. */
  stop(): void {
    this.#beats += 1;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** When our own event loop was blocked, the sign of life may lie unread: the loop reads it before it runs an immediate. */
  #suspect(): void {
    const beats = this.#beats;
    setImmediate(() => {
      if (this.#beats === beats) this.#onStall();
    });
  }
}
