/** Notices that people who are not muted can't be heard at all. Once noticed it waits for a packet before it notices again. */
export class SilenceWatch {
  readonly #silentMs: number;
  #sinceMs: number | null = null;
  #told = 0;

  constructor(silentMs: number) {
    this.#silentMs = silentMs;
  }

  /** What is to be done now: join anew after a while, warn after as long again. Times are epoch ms. */
  check(nowMs: number, heardAtMs: number, isSomebodyUnmuted: boolean): 'rejoin' | 'warn' | null {
    if (!isSomebodyUnmuted || (this.#sinceMs !== null && heardAtMs > this.#sinceMs)) {
      this.#sinceMs = null;
      this.#told = 0;
      return null;
    }
    this.#sinceMs ??= nowMs;
    if (nowMs - this.#sinceMs < this.#silentMs * (this.#told + 1)) return null;
    this.#told += 1;
    if (this.#told > 2) return null;
    return this.#told === 1 ? 'rejoin' : 'warn';
  }
}
