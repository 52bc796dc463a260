/** What was spent so far, in millionths of a US dollar; `unknown` counts the uses whose price nobody knows. */
export interface Spent {
  readonly microUsd: number;
  readonly unknown: number;
}

/** Adds up what this process spends. Whole micro-dollars, so that nothing is lost in sums. */
export class Spending {
  #microUsd = 0;
  #unknown = 0;

  add(costMicroUsd: number | null): void {
    if (costMicroUsd === null) this.#unknown++;
    else this.#microUsd += costMicroUsd;
  }

  get total(): Spent {
    return { microUsd: this.#microUsd, unknown: this.#unknown };
  }
}

/** US dollars spent between two looks; null as soon as one price in between is not known: never a guess, never a false 0. */
export function usdBetween(before: Spent, after: Spent): number | null {
  return after.unknown > before.unknown ? null : (after.microUsd - before.microUsd) / 1_000_000;
}
