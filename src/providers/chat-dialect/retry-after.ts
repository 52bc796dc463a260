/** Nobody's header makes us wait for longer. */
const LONGEST_MS = 600_000;

/** "2m59.56s", "7.66s", "120ms", "1h2m" as Groq writes it, a bare number counts seconds; null when it is nothing of that. */
export function durationMs(text: string | null): number | null {
  if (text === null || text.trim() === '') return null;
  if (/^\s*\d+(\.\d+)?\s*$/.test(text)) return Number(text) * 1_000;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.length === 0) return null;
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNIT_MS[unit ?? ''] ?? 0), 0);
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/**
 * How long the other side asks us to wait, within reason; null when it does not. `retry-after-ms`, or `retry-after` in seconds, as a
 * duration or as a date (RFC 9110 §10.2.3).
 */
export function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const fine = headers.get('retry-after-ms');
  const asked = fine === null ? fromRetryAfter(headers.get('retry-after'), nowMs) : Number.parseFloat(fine);
  return asked === null || Number.isNaN(asked) ? null : Math.min(LONGEST_MS, Math.max(0, asked));
}

function fromRetryAfter(text: string | null, nowMs: number): number | null {
  const date = text === null || /^[\s\d.]*$/.test(text) ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? durationMs(text) : date - nowMs;
}
