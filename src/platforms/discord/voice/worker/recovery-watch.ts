const WINDOW_MS = 60_000;
const MAX_RECOVERIES = 5;
/** Told again after this long when it is still so. */
const REPEAT_MS = 600_000;

/** Counts how often the bot had to be let into the end-to-end group again. */
export class RecoveryWatch {
  #atMs: number[] = [];
  #toldAtMs = Number.NEGATIVE_INFINITY;

  /** One more at `nowMs` (epoch). True when people should know. */
  count(nowMs: number): boolean {
    this.#atMs = [...this.#atMs.filter((atMs) => nowMs - atMs < WINDOW_MS), nowMs];
    const isTrouble = this.#atMs.length > MAX_RECOVERIES && nowMs - this.#toldAtMs >= REPEAT_MS;
    if (isTrouble) this.#toldAtMs = nowMs;
    return isTrouble;
  }
}
