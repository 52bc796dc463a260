const WINDOW_MS = 600_000;
const PAUSES_MS = [0, 1_000, 2_000, 4_000] as const;

/** How often a worker that dies may be started again. */
export class Restarts {
  #atMs: number[] = [];

  /** How long to wait before the next start at `nowMs` (epoch), or null when there were too many. */
  next(nowMs: number): number | null {
    this.#atMs = this.#atMs.filter((atMs) => nowMs - atMs < WINDOW_MS);
    const pauseMs = PAUSES_MS[this.#atMs.length] ?? null;
    this.#atMs.push(nowMs);
    return pauseMs;
  }
}
