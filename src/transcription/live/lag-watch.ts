import type { Clock } from '../../ports/clock.ts';

export interface LagWatchOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Age of the oldest speech that nobody has read; 0 when everything is read. */
  readonly lagMs: () => number;
  readonly tell: (event: { readonly type: 'lag-start' | 'lag-end'; readonly lagMs: number }) => void;
}

const LAG_STARTS_MS = 10_000;
/** A full chunk is 5 s old when it can be heard; who hears it within two more is not behind any more. */
const LAG_ENDS_MS = 7_000;
const LOOK_EVERY_MS = 1_000;

/** Tells once when a meeting falls behind, and once when it has caught up. Looks only while something waits. */
export class LagWatch {
  readonly #options: LagWatchOptions;
  #isWatching = false;
  #isBehind = false;

  constructor(options: LagWatchOptions) {
    this.#options = options;
  }

  /** Something waits. */
  wake(): void {
    if (this.#isWatching || this.#options.signal.aborted) return;
    this.#isWatching = true;
    void this.#watch();
  }

  async #watch(): Promise<void> {
    const { clock, signal } = this.#options;
    while (!signal.aborted && this.#look()) {
      await clock.delay(LOOK_EVERY_MS, signal).catch((reason: unknown) => {
        if (!signal.aborted) throw reason;
      });
    }
    this.#isWatching = false;
  }

  /** Whether there is a reason to look again. */
  #look(): boolean {
    const lagMs = this.#options.lagMs();
    const isBehind = lagMs > (this.#isBehind ? LAG_ENDS_MS : LAG_STARTS_MS);
    if (isBehind !== this.#isBehind) this.#options.tell({ type: isBehind ? 'lag-start' : 'lag-end', lagMs });
    this.#isBehind = isBehind;
    return lagMs > 0 || isBehind;
  }
}
