/** Counted since the start. */
export interface ChildCounters {
  /** Jobs that a child began. */
  jobs: number;
  /** Children that were started in the place of one that died. */
  restarts: number;
  /** Jobs that failed, those that nobody waited for any more left out. */
  faults: number;
  /** Children that were killed for being too slow. */
  timeouts: number;
}

export const noCounts = (): ChildCounters => ({ jobs: 0, restarts: 0, faults: 0, timeouts: 0 });
