/** How patient live meetings are, in ms. Tests shorten them. */
export interface LiveTimings {
  /** An empty channel is left after so long. */
  readonly emptyGraceMs: number;
  /** Whoever comes back within this goes on with the same meeting; minutes are written after it. */
  readonly reopenMs: number;
  /** A meeting that was broken off longer ago is finished instead of gone on with. */
  readonly resumeMs: number;
  /** A start that was broken off is made up for within this; after it nobody waits for it any more. */
  readonly startAgainMs: number;
  readonly maxMeetingMs: number;
  /** Between two looks at the counters. */
  readonly tickMs: number;
  /** What was said last may be captioned for so long after the end. */
  readonly captionGraceMs: number;
  /** Between tries to reach a platform or an engine that is away; the last one repeats. */
  readonly retryMs: readonly [number, ...number[]];
}

export const liveTimings: LiveTimings = {
  emptyGraceMs: 60_000,
  reopenMs: 600_000,
  resumeMs: 3_600_000,
  startAgainMs: 120_000,
  maxMeetingMs: 12 * 3_600_000,
  tickMs: 10_000,
  captionGraceMs: 10_000,
  retryMs: [5_000, 30_000, 120_000, 600_000],
};
