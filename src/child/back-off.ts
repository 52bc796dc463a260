const FIRST_MS = 100;
const LONGEST_MS = 10_000;

/** Pause before the next start, after one death or more in a row. */
export function backOffMs(deathsInARow: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (deathsInARow - 1));
}
