import type { Transaction } from 'kysely';
import { type Correction, type GlossaryStore, MAX_GLOSSARY_ENTRIES } from '../../ports/glossary-store.ts';
import { type Database, sqliteFault, type Tables } from '../sqlite/index.ts';

/** The glossaries of one database. Who opened the database closes it. */
export const createSqliteGlossaryStore = (database: Database): GlossaryStore => new SqliteGlossaryStore(database);

class SqliteGlossaryStore implements GlossaryStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  terms(scope: string): Promise<readonly string[]> {
    return this.#transaction(async (transaction) => {
      const rows = transaction.selectFrom('glossary_term').select('term').where('scope', '=', scope);
      return (await rows.orderBy('key', 'desc').execute()).map(({ term }) => term);
    });
  }

  addTerms(scope: string, terms: readonly string[]): Promise<void> {
    return this.#transaction((transaction) => addTerms(transaction, scope, terms));
  }

  removeTerm(scope: string, term: string): Promise<boolean> {
    return this.#transaction((transaction) => remove(transaction, 'glossary_term', scope, term));
  }

  corrections(scope: string): Promise<readonly Correction[]> {
    return this.#transaction(async (transaction) => {
      const rows = transaction.selectFrom('glossary_correction').select(['wrong', 'right']).where('scope', '=', scope);
      return (await rows.orderBy('key', 'desc').execute()).map(({ wrong, right }) => ({ from: wrong, to: right }));
    });
  }

  addCorrection(scope: string, { from, to }: Correction): Promise<void> {
    return this.#transaction(async (transaction) => {
      await remove(transaction, 'glossary_correction', scope, from);
      const row = { scope, spelling: spellingOf(from), wrong: from, right: to };
      await transaction.insertInto('glossary_correction').values(row).execute();
      await dropOldest(transaction, 'glossary_correction', scope);
      await addTerms(transaction, scope, [to]);
    });
  }

  removeCorrection(scope: string, from: string): Promise<boolean> {
    return this.#transaction((transaction) => remove(transaction, 'glossary_correction', scope, from));
  }

  async #transaction<T>(action: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    try {
      return await this.#database.kysely.transaction().execute(action);
    } catch (error) {
      throw sqliteFault('store_failed', error, this.#database.path);
    }
  }
}

type GlossaryTable = 'glossary_term' | 'glossary_correction';

const spellingOf = (text: string): string => text.normalize('NFC').toLowerCase();

async function addTerms(transaction: Transaction<Tables>, scope: string, terms: readonly string[]): Promise<void> {
  for (const term of terms) {
    await remove(transaction, 'glossary_term', scope, term);
    await transaction
      .insertInto('glossary_term')
      .values({ scope, spelling: spellingOf(term), term })
      .execute();
  }
  await dropOldest(transaction, 'glossary_term', scope);
}

async function remove(
  transaction: Transaction<Tables>,
  table: GlossaryTable,
  scope: string,
  text: string,
): Promise<boolean> {
  const rows = transaction.deleteFrom(table).where('scope', '=', scope).where('spelling', '=', spellingOf(text));
  return (await rows.executeTakeFirstOrThrow()).numDeletedRows > 0n;
}

async function dropOldest(transaction: Transaction<Tables>, table: GlossaryTable, scope: string): Promise<void> {
  const kept = transaction.selectFrom(table).select('key').where('scope', '=', scope).orderBy('key', 'desc');
  await transaction
    .deleteFrom(table)
    .where('scope', '=', scope)
    .where('key', 'not in', kept.limit(MAX_GLOSSARY_ENTRIES))
    .execute();
}
