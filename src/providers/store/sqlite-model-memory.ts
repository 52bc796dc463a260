import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { JsonMode } from '../../ports/language-model.ts';
import type { ModelMemory, ModelName } from '../../ports/model-memory.ts';
import { type Database, sqliteFault, type Tables } from '../sqlite/index.ts';

const jsonMode = z.enum(['schema', 'object', 'text']) satisfies z.ZodType<JsonMode>;

export const createSqliteModelMemory = (database: Database): ModelMemory => new SqliteModelMemory(database);

/** Every call is one statement, so none needs a transaction of its own. */
class SqliteModelMemory implements ModelMemory {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  retire(name: ModelName, untilMs: number): Promise<void> {
    return this.#learn(name, { retired_until_ms: untilMs });
  }

  retired(nowMs: number): Promise<readonly ModelName[]> {
    return this.#guard((kysely) =>
      kysely.selectFrom('llm_model').select(['provider', 'model']).where('retired_until_ms', '>', nowMs).execute(),
    );
  }

  jsonMode({ provider, model }: ModelName, nowMs: number): Promise<JsonMode | null> {
    return this.#guard(async (kysely) => {
      const row = await kysely
        .selectFrom('llm_model')
        .select('json_mode')
        .where('provider', '=', provider)
        .where('model', '=', model)
        .where('json_mode_until_ms', '>', nowMs)
        .executeTakeFirst();
      return jsonMode.safeParse(row?.json_mode).data ?? null;
    });
  }

  rememberJsonMode(name: ModelName, mode: JsonMode, untilMs: number): Promise<void> {
    return this.#learn(name, { json_mode: mode, json_mode_until_ms: untilMs });
  }

  isNews(key: string, nowMs: number): Promise<boolean> {
    return this.#guard(async (kysely) => {
      const insert = kysely.insertInto('llm_notice').values({ key, at_ms: nowMs });
      const { numInsertedOrUpdatedRows } = await insert
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    });
  }

  #learn({ provider, model }: ModelName, facts: Partial<Tables['llm_model']>): Promise<void> {
    return this.#guard(async (kysely) => {
      const row = { retired_until_ms: null, json_mode: null, json_mode_until_ms: null, provider, model, ...facts };
      const insert = kysely.insertInto('llm_model').values(row);
      await insert.onConflict((conflict) => conflict.columns(['provider', 'model']).doUpdateSet(facts)).execute();
    });
  }

  async #guard<T>(action: (kysely: Kysely<Tables>) => Promise<T>): Promise<T> {
    try {
      return await action(this.#database.kysely);
    } catch (error) {
      throw sqliteFault('store_failed', error, this.#database.path);
    }
  }
}
