import type { Selectable, Transaction } from 'kysely';
import type { RateClaim } from '../../ports/rate-limits.ts';
import type { Tables } from '../sqlite/index.ts';
import { earliestMs } from './rate-window.ts';

/** What is known about a provider before its headers tell. */
export interface ProviderLimits {
  /** Of all its models together; null for none. */
  readonly requestsPerMinute: number | null;
  /** Of each of its models; null for none. */
  readonly tokensPerMinute: number | null;
}

const DAY_MS = 86_400_000;
/** The provider counts when a call arrives: a second more than a minute, so that a slow call before a fast one does no harm. */
const MINUTE_MS = 61_000;

type Told = Omit<Selectable<Tables['rate_limit']>, 'provider' | 'model' | 'rest_until_ms'>;

/** When the minute's limits let a call pass: requests of the whole provider, tokens and told requests of its model. */
export async function minuteRulesMs(
  transaction: Transaction<Tables>,
  { provider, model, tokens }: RateClaim,
  limits: { readonly provider: ProviderLimits; readonly told: Told },
  nowMs: number,
): Promise<number> {
  const rows = await transaction
    .selectFrom('rate_use')
    .select(['model', 'at_ms as atMs', 'tokens'])
    .where('provider', '=', provider)
    .where('at_ms', '>', nowMs - MINUTE_MS)
    .execute();
  const ofProvider = { windowMs: MINUTE_MS, requests: limits.provider.requestsPerMinute, tokens: null };
  const ofModel = {
    windowMs: MINUTE_MS,
    requests: limits.told.requests_per_minute,
    tokens: limits.told.tokens_per_minute ?? limits.provider.tokensPerMinute,
  };
  const sameModel = rows.filter((row) => row.model === model);
  return Math.max(earliestMs(rows, ofProvider, tokens, nowMs), earliestMs(sameModel, ofModel, tokens, nowMs));
}

/** When the day's limits of a model let a call pass. */
export async function dayRuleMs(
  transaction: Transaction<Tables>,
  { provider, model, tokens }: RateClaim,
  told: Told,
  nowMs: number,
): Promise<number> {
  if (told.requests_per_day === null && told.tokens_per_day === null) return nowMs;
  const rows = await transaction
    .selectFrom('rate_use')
    .select(['at_ms as atMs', 'tokens'])
    .where('provider', '=', provider)
    .where('model', '=', model)
    .where('at_ms', '>', nowMs - DAY_MS)
    .execute();
  const rule = { windowMs: DAY_MS, requests: told.requests_per_day, tokens: told.tokens_per_day };
  return earliestMs(rows, rule, tokens, nowMs);
}
