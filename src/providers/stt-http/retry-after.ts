/** For a host that does not say how long. */
const USUAL_MS = 5_000;
const SHORTEST_MS = 250;
const LONGEST_MS = 60_000;

/** How long to leave a host alone: its Retry-After in seconds or as a date (RFC 9110 §10.2.3), within reason. */
export function retryAfterMs(header: string | null, nowMs: number): number {
  const seconds = header === null || header.trim() === '' ? Number.NaN : Number(header);
  const asked = Number.isNaN(seconds) ? Date.parse(header ?? '') - nowMs : seconds * 1000;
  return Number.isNaN(asked) ? USUAL_MS : Math.min(LONGEST_MS, Math.max(SHORTEST_MS, asked));
}
