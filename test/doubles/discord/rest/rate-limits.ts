/** A bucket: so many requests in so many ms for each channel, webhook or guild. */
export interface RateRule {
  readonly match: RegExp;
  readonly limit: number;
  readonly windowMs: number;
}

/**
 * Discord tells its limits only in headers; these are what its servers were seen to send (messages 5 in 5 s a channel, reactions
 * 1 in 250 ms, renames 2 in 10 min). The last one is for everything else.
 */
export const discordRates: readonly RateRule[] = [
  { match: /^POST \/channels\/\d+\/messages$/, limit: 5, windowMs: 5_000 },
  { match: /^PATCH \/channels\/\d+\/messages\/\d+$/, limit: 5, windowMs: 5_000 },
  { match: /^DELETE \/channels\/\d+\/messages\/\d+$/, limit: 5, windowMs: 1_000 },
  { match: /^(PUT|DELETE) \/channels\/\d+\/messages\/\d+\/reactions\//, limit: 1, windowMs: 250 },
  { match: /^PATCH \/channels\/\d+$/, limit: 2, windowMs: 600_000 },
  { match: /^(POST|PATCH|DELETE) \/webhooks\//, limit: 5, windowMs: 2_000 },
  { match: /./, limit: 50, windowMs: 1_000 },
];

/** docs: "Global Rate Limit"; interactions are outside it. */
const GLOBAL_LIMIT = 50;
const GLOBAL_WINDOW_MS = 1_000;

export interface RateVerdict {
  readonly headers: Readonly<Record<string, string>>;
  /** Null: it may pass. */
  readonly retryAfterMs: number | null;
  readonly isGlobal: boolean;
}

interface Bucket {
  count: number;
  resetMs: number;
}

/** Counts requests in buckets, on real time, because clients wait on it. */
export class RateLimits {
  readonly #rules: readonly RateRule[];
  readonly #buckets = new Map<string, Bucket>();
  #limited = 0;

  /** Without rules nothing is limited. */
  constructor(rules: readonly RateRule[]) {
    this.#rules = rules;
  }

  /** How many requests were answered with 429. */
  get limited(): number {
    return this.#limited;
  }

  take(method: string, path: string): RateVerdict {
    const request = `${method} ${path}`;
    const rule = this.#rules.findIndex(({ match }) => match.test(request));
    const found = this.#rules[rule];
    if (!found) return { headers: {}, retryAfterMs: null, isGlobal: false };
    const isExempt = /^\/(interactions|webhooks)\//.test(path);
    const overall = isExempt ? null : this.#count('global', GLOBAL_LIMIT, GLOBAL_WINDOW_MS);
    if (overall !== null && overall.waitMs > 0) return this.#refuse(overall.waitMs, true, {});
    const { waitMs, remaining, resetAfterMs } = this.#count(`${rule} ${majorOf(path)}`, found.limit, found.windowMs);
    const headers = {
      'x-ratelimit-limit': String(found.limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String((Date.now() + resetAfterMs) / 1000),
      'x-ratelimit-reset-after': String(resetAfterMs / 1000),
      'x-ratelimit-bucket': `bucket-${rule}`,
    };
    return waitMs > 0 ? this.#refuse(waitMs, false, headers) : { headers, retryAfterMs: null, isGlobal: false };
  }

  #count(key: string, limit: number, windowMs: number) {
    const nowMs = performance.now();
    const known = this.#buckets.get(key);
    const bucket = known && known.resetMs > nowMs ? known : { count: 0, resetMs: nowMs + windowMs };
    this.#buckets.set(key, bucket);
    bucket.count += 1;
    const resetAfterMs = bucket.resetMs - nowMs;
    const isOver = bucket.count > limit;
    return { waitMs: isOver ? resetAfterMs : 0, remaining: Math.max(limit - bucket.count, 0), resetAfterMs };
  }

  #refuse(waitMs: number, isGlobal: boolean, headers: Record<string, string>): RateVerdict {
    this.#limited += 1;
    const scope = isGlobal
      ? { 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' }
      : { 'x-ratelimit-scope': 'user' };
    const retryAfter = { 'retry-after': String(Math.ceil(waitMs / 1000)) };
    return { headers: { ...headers, ...scope, ...retryAfter }, retryAfterMs: waitMs, isGlobal };
  }
}

/** Channel, guild or webhook with token: what each has a bucket of its own for (docs: "Rate Limits"). */
const majorOf = (path: string): string =>
  /^\/(channels|guilds)\/\d+/.exec(path)?.[0] ?? /^\/webhooks\/\d+\/[^/]+/.exec(path)?.[0] ?? '';
