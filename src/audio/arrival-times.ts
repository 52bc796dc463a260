/** Notes closer together than this are one. */
const GRAIN_MS = 100;
/** Chunker and intake hold half of this at most. */
const KEPT_MS = 40_000;

/** When the sound of a track came in; only the recent past is kept. */
export class ArrivalTimes {
  #notes: { readonly endSample: number; readonly atMs: number }[] = [];

  /** Everything before `endSample` that is not noted yet came now. */
  note(endSample: number, nowMs: number): void {
    const last = this.#notes.at(-1);
    if (last && nowMs - last.atMs < GRAIN_MS) this.#notes[this.#notes.length - 1] = { endSample, atMs: last.atMs };
    else this.#notes.push({ endSample, atMs: nowMs });
    const old = this.#notes.findIndex(({ atMs }) => atMs >= nowMs - KEPT_MS);
    if (old > 0) this.#notes.splice(0, old);
  }

  /** Clock ms at which this sample came; `nowMs` for one that nobody noted. */
  at(sample: number, nowMs: number): number {
    return this.#notes.find(({ endSample }) => endSample > sample)?.atMs ?? nowMs;
  }
}
