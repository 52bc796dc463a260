/** How long things may take, in ms. */
export interface CouncilTiming {
  /** From the end of the meeting to its minutes; wording may take 4 s more. */
  readonly deadlineMs: number;
  /** How long a late seat is waited for once enough have answered, counted from the last answer. */
  readonly graceMs: number;
  /** An answer that takes longer is asked of the seat's next candidate as well. */
  readonly hedgeMs: number;
  /** How long after the deadline late answers are still taken. */
  readonly lateMs: number;
}

/** Simulated over latencies of good and bad days (p95 45 s without a hedge, 17 s with it at 12 s). */
export const USUAL_TIMING: CouncilTiming = { deadlineMs: 45_000, graceMs: 4_000, hedgeMs: 12_000, lateMs: 60_000 };
