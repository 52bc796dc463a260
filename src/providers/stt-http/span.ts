/** Times in ms from the start of the chunk. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** Whole ms inside `whole`, never running backwards and never before `earliestMs`. */
export function clampSpan(span: Span, earliestMs: number, whole: Span): Span {
  const within = (ms: number, leastMs: number): number => Math.min(Math.max(Math.round(ms), leastMs), whole.endMs);
  const startMs = within(span.startMs, Math.max(earliestMs, whole.startMs));
  return { startMs, endMs: within(span.endMs, startMs) };
}
