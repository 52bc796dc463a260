/** One measured figure and what it must be. */
export interface Bar {
  /** Number of the bar in research/minutes.md 3, or "long" for the long meeting. */
  readonly group: string;
  readonly what: string;
  readonly value: number;
  readonly limit: string;
  readonly isMet: boolean;
}

export const atLeast = (group: string, what: string, value: number, least: number): Bar => ({
  group,
  what,
  value,
  limit: `>= ${rounded(least)}`,
  isMet: value >= least,
});

export const atMost = (group: string, what: string, value: number, most: number): Bar => ({
  group,
  what,
  value,
  limit: `<= ${rounded(most)}`,
  isMet: value <= most,
});

/** Three digits behind the point say enough. */
export const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;
