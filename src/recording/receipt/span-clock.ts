/** Adds up the time between beginnings and ends; a beginning without an end is not counted. */
export class SpanClock {
  #beganAtMs: number | null = null;
  #totalMs = 0;

  get totalMs(): number {
    return this.#totalMs;
  }

  begin(atMs: number): void {
    this.#beganAtMs ??= atMs;
  }

  end(atMs: number): void {
    if (this.#beganAtMs !== null) this.#totalMs += Math.max(0, atMs - this.#beganAtMs);
    this.#beganAtMs = null;
  }
}
