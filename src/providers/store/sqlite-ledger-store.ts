import { type Kysely, type SqlBool, sql, type Transaction } from 'kysely';
import type { Usage } from '../../domain/usage.ts';
import type {
  BudgetCheck,
  HeldMoney,
  LedgerStore,
  MoneyFilter,
  MoneyGroup,
  MoneySum,
  Settled,
} from '../../ports/ledger-store.ts';
import { type Database, sqliteFault, type Tables } from '../sqlite/index.ts';
import { toHeldRow, toUsage, toUsageRow } from './usage-rows.ts';

const QUARTER_HOUR_MS = 900_000;

/** The money of one database. Who opened the database closes it. */
export const createSqliteLedgerStore = (database: Database): LedgerStore => new SqliteLedgerStore(database);

class SqliteLedgerStore implements LedgerStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  hold(money: HeldMoney, checks: readonly BudgetCheck[], nowMs: number): Promise<BudgetCheck | null> {
    return this.#write(async (transaction) => {
      await transaction.deleteFrom('held_money').where('expires_at_ms', '<=', nowMs).execute();
      for (const check of checks) {
        const used = await usedIn(transaction, check.filter);
        if (used + money.microUsd > check.capMicroUsd) return check;
      }
      await transaction.insertInto('held_money').values(toHeldRow(money)).execute();
      return null;
    });
  }

  settle(reservationId: string, usage: Usage): Promise<Settled> {
    return this.#write(async (transaction) => {
      const earlier = transaction.selectFrom('usage').selectAll().where('reservation_id', '=', reservationId);
      const booked = await earlier.executeTakeFirst();
      if (booked) return { usage: toUsage(booked), isNew: false };
      const held = transaction.deleteFrom('held_money').where('id', '=', reservationId).returning('micro_usd');
      const heldMicroUsd = (await held.executeTakeFirst())?.micro_usd ?? 0;
      await transaction
        .insertInto('usage')
        .values(toUsageRow(usage, reservationId, heldMicroUsd))
        .execute();
      return { usage, isNew: true };
    });
  }

  async release(reservationId: string): Promise<void> {
    await this.#write((transaction) => transaction.deleteFrom('held_money').where('id', '=', reservationId).execute());
  }

  async book(usage: Usage): Promise<void> {
    await this.#write((transaction) =>
      transaction
        .insertInto('usage')
        .values(toUsageRow(usage, null, 0))
        .execute(),
    );
  }

  releaseOf(isDead: (owner: string) => boolean): Promise<number> {
    return this.#write(async (transaction) => {
      const owners = await transaction.selectFrom('held_money').select('owner').distinct().execute();
      const dead = owners.map(({ owner }) => owner).filter(isDead);
      if (dead.length === 0) return 0;
      const { numDeletedRows } = await transaction
        .deleteFrom('held_money')
        .where('owner', 'in', dead)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    });
  }

  used(filter: MoneyFilter, nowMs: number): Promise<number> {
    return this.#read((transaction) => usedIn(transaction, filter, nowMs));
  }

  sums(filter: MoneyFilter, by: MoneyGroup): Promise<readonly MoneySum[]> {
    return this.#read(async (transaction) => {
      const key = KEYS[by];
      const { rows } = await sql<MoneySum>`
        select ${key} as key, max(meeting.title) as title, count(*) as calls,
          coalesce(sum(cost_micro_usd), 0) as "microUsd",
          count(*) - count(cost_micro_usd) as "unknownCalls",
          coalesce(sum(input_tokens), 0) as "inputTokens",
          coalesce(sum(output_tokens), 0) as "outputTokens",
          coalesce(sum(audio_ms), 0) as "audioMs"
        from (select * from usage where ${usageFits(filter)}) as usage
          left join meeting on ${by === 'meeting' ? sql`meeting.id = usage.meeting_id` : sql`false`}
        group by 1 order by "microUsd" desc, key`.execute(transaction);
      return rows;
    });
  }

  #read<T>(action: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.#guard(() => this.#database.kysely.transaction().setAccessMode('read only').execute(action));
  }

  #write<T>(action: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    return this.#guard(() => this.#database.kysely.transaction().execute(action));
  }

  async #guard<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw sqliteFault('store_failed', error, this.#database.path);
    }
  }
}

const KEYS = {
  provider: sql`usage.provider`,
  model: sql`usage.provider || ' ' || usage.model`,
  meeting: sql`coalesce(usage.meeting_id, '')`,
  kind: sql`usage.kind`,
  'provider-quarter': sql`usage.provider || ' ' || cast(usage.at_ms / ${sql.lit(QUARTER_HOUR_MS)} as integer)`,
} satisfies Record<MoneyGroup, unknown>;

/** Spent, and held by whoever is alive. Held money is of now: it fits every span of time that has not ended. */
async function usedIn(kysely: Kysely<Tables>, filter: MoneyFilter, nowMs = 0): Promise<number> {
  const { rows: spent } = await sql<{ total: number }>`
    select coalesce(sum(counted_micro_usd), 0) as total from usage where ${usageFits(filter)}`.execute(kysely);
  const { rows: held } = await sql<{ total: number }>`
    select coalesce(sum(micro_usd), 0) as total from held_money
    where expires_at_ms > ${nowMs} and ${spenderFits(filter)}`.execute(kysely);
  return (spent[0]?.total ?? 0) + (filter.untilMs === null ? (held[0]?.total ?? 0) : 0);
}

const usageFits = (filter: MoneyFilter) =>
  sql<SqlBool>`${spenderFits(filter)} and (${filter.sinceMs} is null or at_ms >= ${filter.sinceMs})
    and (${filter.untilMs} is null or at_ms < ${filter.untilMs})`;

const spenderFits = ({ scope, meetingId }: MoneyFilter) =>
  sql<SqlBool>`(${scope} is null or scope = ${scope}) and (${meetingId} is null or meeting_id = ${meetingId})`;
