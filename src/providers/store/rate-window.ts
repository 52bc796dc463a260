/** A call that was sent or is about to be. */
export interface RateUse {
  readonly atMs: number;
  readonly tokens: number;
}

/** How much may be sent in any `windowMs`. */
export interface RateRule {
  readonly windowMs: number;
  readonly requests: number | null;
  readonly tokens: number | null;
}

/**
 * The first moment, `nowMs` or later, at which a call of `tokens` keeps to the rule; Infinity when it is larger than the rule allows
 * at all. Holds for every window, not only for those that begin with a minute: a window that ends with the new call is the fullest.
 */
export function earliestMs(uses: readonly RateUse[], rule: RateRule, tokens: number, nowMs: number): number {
  if (rule.tokens !== null && tokens > rule.tokens) return Number.POSITIVE_INFINITY;
  const newestFirst = uses.toSorted((a, b) => b.atMs - a.atMs);
  let sum = tokens;
  for (const [index, use] of newestFirst.entries()) {
    sum += use.tokens;
    const isTooMany = rule.requests !== null && index + 1 >= rule.requests;
    const isTooMuch = rule.tokens !== null && sum > rule.tokens;
    // This call and all older ones must have left the window.
    if (isTooMany || isTooMuch) return Math.max(nowMs, use.atMs + rule.windowMs);
  }
  return nowMs;
}
