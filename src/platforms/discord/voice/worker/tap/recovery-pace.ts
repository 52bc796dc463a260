import type { Clock } from '../../../../../ports/clock.ts';

/** Op 31 has the whole group exchange keys, so nobody may make us send it all the time: the pause doubles up to the longest. */
const PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 320_000;
/** A server that never executes what it announced must not keep us from recovering. */
const TRANSITION_KEPT_MS = 15_000;

/** When the bot may leave its group to be let in anew. */
export class RecoveryPace {
  readonly #clock: Clock;
  #recoveredAtMs = Number.NEGATIVE_INFINITY;
  #pauseMs = PAUSE_MS;
  #changingSinceMs: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Keys are about to change anyway. */
  changeAnnounced(): void {
    this.#changingSinceMs = this.#clock.now();
  }

  changeExecuted(): void {
    this.#changingSinceMs = null;
  }

  /** True when it may recover now, which is then counted. */
  take(): boolean {
    const nowMs = this.#clock.now();
    const calmMs = nowMs - this.#recoveredAtMs;
    const isChanging = this.#changingSinceMs !== null && nowMs - this.#changingSinceMs < TRANSITION_KEPT_MS;
    if (isChanging || calmMs < this.#pauseMs) return false;
    this.#pauseMs = calmMs > 2 * LONGEST_PAUSE_MS ? PAUSE_MS : Math.min(2 * this.#pauseMs, LONGEST_PAUSE_MS);
    this.#recoveredAtMs = nowMs;
    return true;
  }
}
