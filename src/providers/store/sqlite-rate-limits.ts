import type { Transaction } from 'kysely';
import { MomError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RateClaim, RateLimits, ToldLimits } from '../../ports/rate-limits.ts';
import { type Database, sqliteFault, type Tables } from '../sqlite/index.ts';
import { dayRuleMs, minuteRulesMs, type ProviderLimits } from './rate-rules.ts';

export interface RateLimitOptions {
  readonly clock: Clock;
  /** By provider; one that is not named has no limits until its headers tell some. */
  readonly limits: Readonly<Record<string, ProviderLimits>>;
}

const DAY_MS = 86_400_000;
/** No header makes a model rest for longer: then it is asked once more. */
const LONGEST_REST_MS = 600_000;
/** Somebody else may have taken the place meanwhile, so nobody sleeps for long without looking. */
const LONGEST_NAP_MS = 5_000;

export const createSqliteRateLimits = (database: Database, options: RateLimitOptions): RateLimits =>
  new SqliteRateLimits(database, options);

class SqliteRateLimits implements RateLimits {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #limits: RateLimitOptions['limits'];

  constructor(database: Database, { clock, limits }: RateLimitOptions) {
    this.#database = database;
    this.#clock = clock;
    this.#limits = limits;
  }

  async acquire(claim: RateClaim, signal: AbortSignal): Promise<number> {
    for (;;) {
      signal.throwIfAborted();
      const turn = await this.#try(claim);
      if ('booking' in turn) return turn.booking;
      if (turn.atMs > claim.notAfterMs) throw tooLate(claim, turn.atMs - this.#clock.now());
      await this.#clock.delay(Math.min(LONGEST_NAP_MS, turn.atMs - this.#clock.now()), signal);
    }
  }

  settle(bookingId: number, tokens: number): Promise<void> {
    return this.#write(async (transaction) => {
      const change = transaction.updateTable('rate_use').set({ tokens: Math.max(0, Math.round(tokens)) });
      await change.where('key', '=', bookingId).execute();
    });
  }

  cancel(bookingId: number): Promise<void> {
    return this.#write(async (transaction) => {
      await transaction.deleteFrom('rate_use').where('key', '=', bookingId).execute();
    });
  }

  observe(provider: string, model: string, told: ToldLimits): Promise<void> {
    const row = {
      ...(told.requestsPerMinute === undefined ? {} : { requests_per_minute: told.requestsPerMinute }),
      ...(told.requestsPerDay === undefined ? {} : { requests_per_day: told.requestsPerDay }),
      ...(told.tokensPerMinute === undefined ? {} : { tokens_per_minute: told.tokensPerMinute }),
      ...(told.tokensPerDay === undefined ? {} : { tokens_per_day: told.tokensPerDay }),
      ...(told.restMs === undefined ? {} : { rest_until_ms: this.#restUntilMs(told.restMs) }),
    };
    if (Object.keys(row).length === 0) return Promise.resolve();
    return this.#write(async (transaction) => {
      const insert = transaction.insertInto('rate_limit').values({ ...NOTHING_TOLD, provider, model, ...row });
      await insert.onConflict((conflict) => conflict.columns(['provider', 'model']).doUpdateSet(row)).execute();
    });
  }

  async tokensPerMinute(provider: string, model: string): Promise<number | null> {
    const told = await this.#write((transaction) => toldLimits(transaction, provider, model));
    return told?.tokens_per_minute ?? this.#limits[provider]?.tokensPerMinute ?? null;
  }

  leftToday(provider: string): Promise<{ readonly requests: number | null; readonly tokens: number | null }> {
    return this.#write(async (transaction) => {
      const told = await transaction.selectFrom('rate_limit').selectAll().where('provider', '=', provider).execute();
      const used = await transaction
        .selectFrom('rate_use')
        .select(({ fn }) => ['model', fn.countAll<number>().as('requests'), fn.sum<number>('tokens').as('tokens')])
        .where('provider', '=', provider)
        .where('at_ms', '>', this.#clock.now() - DAY_MS)
        .groupBy('model')
        .execute();
      const usedBy = new Map(used.map((row) => [row.model, row]));
      const left = (limit: number | null, spent: number | undefined) =>
        limit === null ? [] : [Math.max(0, limit - (spent ?? 0))];
      return {
        requests: least(told.flatMap((row) => left(row.requests_per_day, usedBy.get(row.model)?.requests))),
        tokens: least(told.flatMap((row) => left(row.tokens_per_day, usedBy.get(row.model)?.tokens))),
      };
    });
  }

  #restUntilMs(restMs: number): number {
    return this.#clock.now() + Math.min(LONGEST_REST_MS, Math.max(0, restMs));
  }

  /** Looks and books in one transaction, so that no two of any process take the same place. */
  #try(claim: RateClaim): Promise<{ readonly booking: number } | { readonly atMs: number }> {
    return this.#write(async (transaction) => {
      const nowMs = this.#clock.now();
      const atMs = await this.#earliestMs(transaction, claim, nowMs);
      if (atMs > nowMs) return { atMs };
      await transaction
        .deleteFrom('rate_use')
        .where('provider', '=', claim.provider)
        .where('at_ms', '<', nowMs - DAY_MS)
        .execute();
      const { provider, model, tokens } = claim;
      const row = { provider, model, at_ms: nowMs, tokens: Math.ceil(tokens) };
      const { key } = await transaction.insertInto('rate_use').values(row).returning('key').executeTakeFirstOrThrow();
      return { booking: key };
    });
  }

  async #earliestMs(transaction: Transaction<Tables>, claim: RateClaim, nowMs: number): Promise<number> {
    const told = await toldLimits(transaction, claim.provider, claim.model);
    const limits = {
      provider: this.#limits[claim.provider] ?? { requestsPerMinute: null, tokensPerMinute: null },
      told: told ?? NOTHING_TOLD,
    };
    return Math.max(
      told?.rest_until_ms ?? nowMs,
      await minuteRulesMs(transaction, claim, limits, nowMs),
      await dayRuleMs(transaction, claim, limits.told, nowMs),
    );
  }

  async #write<T>(action: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    try {
      return await this.#database.kysely.transaction().execute(action);
    } catch (error) {
      throw sqliteFault('store_failed', error, this.#database.path);
    }
  }
}

const least = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.min(...values));

const NOTHING_TOLD = {
  requests_per_minute: null,
  requests_per_day: null,
  tokens_per_minute: null,
  tokens_per_day: null,
  rest_until_ms: null,
} as const;

const toldLimits = (transaction: Transaction<Tables>, provider: string, model: string) =>
  transaction
    .selectFrom('rate_limit')
    .selectAll()
    .where('provider', '=', provider)
    .where('model', '=', model)
    .executeTakeFirst();

function tooLate({ provider, model, tokens }: RateClaim, waitMs: number): MomError {
  const name = `${provider} ${model}`;
  return Number.isFinite(waitMs)
    ? new MomError('llm_limited', `${name} takes no more for ${Math.ceil(waitMs / 1_000)} s`, { retryAfterMs: waitMs })
    : new MomError('llm_limited', `${name} takes fewer than ${tokens} tokens a minute`, { retryable: false });
}
