/** Why a text is not believed; each is counted by itself. */
export const doubts = [
  'too-little-speech',
  'no-speech',
  'unsure',
  'repetitive',
  'too-fast',
  'known-phrase',
  'repeated-phrase',
  'prompt-echo',
] as const;
export type Doubt = (typeof doubts)[number];

/** Counts of one process, for metrics. */
export interface DoubtTotals {
  /** Texts that were left out, by reason. */
  readonly leftOut: Readonly<Record<Doubt, number>>;
  /** Second tries, and those that were believed. */
  readonly retries: number;
  readonly rescued: number;
}

/** Counts what was not believed. */
export class DoubtCounts {
  readonly #leftOut = new Map<Doubt, number>();
  #retries = 0;
  #rescued = 0;

  leftOut(doubt: Doubt): void {
    this.#leftOut.set(doubt, (this.#leftOut.get(doubt) ?? 0) + 1);
  }

  retried(isBelieved: boolean): void {
    this.#retries++;
    if (isBelieved) this.#rescued++;
  }

  get totals(): DoubtTotals {
    const count = (doubt: Doubt): number => this.#leftOut.get(doubt) ?? 0;
    const leftOut = Object.fromEntries(doubts.map((doubt) => [doubt, count(doubt)])) as Record<Doubt, number>;
    return { leftOut, retries: this.#retries, rescued: this.#rescued };
  }
}
