import type { ToldLimits } from '../../ports/rate-limits.ts';
import { durationMs, retryAfterMs } from './retry-after.ts';

/** OpenAI counts requests by the minute, Groq by the day (console.groq.com/docs/rate-limits), in headers of the same name. */
export type RequestsPer = 'minute' | 'day';

/** What the headers of an answer or of a refusal tell about limits; null when they tell nothing. */
export function toldLimits(headers: Headers, requestsPer: RequestsPer, nowMs: number): ToldLimits | null {
  const requests = wholeNumber(headers.get('x-ratelimit-limit-requests'));
  const tokens = wholeNumber(headers.get('x-ratelimit-limit-tokens'));
  const restMs = restOf(headers, nowMs);
  const told: ToldLimits = {
    ...(requests === null
      ? {}
      : requestsPer === 'day'
        ? { requestsPerDay: requests }
        : { requestsPerMinute: requests }),
    ...(tokens === null ? {} : { tokensPerMinute: tokens }),
    ...(restMs === null ? {} : { restMs }),
  };
  return Object.keys(told).length === 0 ? null : told;
}

/** The longest of the rests that it asks for. */
function restOf(headers: Headers, nowMs: number): number | null {
  const rests = [
    retryAfterMs(headers, nowMs),
    restWhenEmpty(headers, 'x-ratelimit-remaining-requests', 'x-ratelimit-reset-requests'),
    restWhenEmpty(headers, 'x-ratelimit-remaining-tokens', 'x-ratelimit-reset-tokens'),
    openRouterRest(headers, nowMs),
  ].filter((rest) => rest !== null);
  return rests.length === 0 ? null : Math.max(...rests);
}

function restWhenEmpty(headers: Headers, remaining: string, reset: string): number | null {
  return wholeNumber(headers.get(remaining)) === 0 ? durationMs(headers.get(reset)) : null;
}

/** OpenRouter tells the moment, in epoch ms. */
function openRouterRest(headers: Headers, nowMs: number): number | null {
  const resetMs = wholeNumber(headers.get('x-ratelimit-reset'));
  if (resetMs === null || wholeNumber(headers.get('x-ratelimit-remaining')) !== 0) return null;
  return Math.max(0, resetMs - nowMs);
}

/** Null for anything but a plain count. */
function wholeNumber(text: string | null): number | null {
  return text !== null && /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : null;
}
