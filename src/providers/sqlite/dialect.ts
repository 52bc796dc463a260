import type BetterSqlite3 from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SqliteDialect,
  SqliteDriver,
  type TransactionSettings,
} from 'kysely';
import { whileBusy } from './patience.ts';

/** kysely on better-sqlite3, for a file that several processes write. */
export class SharedFileDialect extends SqliteDialect {
  readonly #native: BetterSqlite3.Database;
  readonly #patienceMs: number;

  constructor(native: BetterSqlite3.Database, patienceMs: number) {
    super({ database: native });
    this.#native = native;
    this.#patienceMs = patienceMs;
  }

  override createDriver(): Driver {
    return new SharedFileDriver(this.#native, this.#patienceMs);
  }
}

class SharedFileDriver extends SqliteDriver {
  readonly #native: BetterSqlite3.Database;
  readonly #patienceMs: number;
  #connection: DatabaseConnection | undefined;

  constructor(native: BetterSqlite3.Database, patienceMs: number) {
    super({ database: native });
    this.#native = native;
    this.#patienceMs = patienceMs;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#connection ??= new PatientConnection(await super.acquireConnection(), this.#native, this.#patienceMs);
    return this.#connection;
  }

  /** A plain BEGIN that reads first and writes later fails at once when another process wrote in between; IMMEDIATE can't. */
  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    const begin = settings?.accessMode === 'read only' ? 'begin' : 'begin immediate';
    await connection.executeQuery(CompiledQuery.raw(begin));
  }

  /** A full disk or an I/O error has already rolled back; another ROLLBACK would hide the true error. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#native.inTransaction) await super.rollbackTransaction(connection);
  }
}

class PatientConnection implements DatabaseConnection {
  readonly #inner: DatabaseConnection;
  readonly #native: BetterSqlite3.Database;
  readonly #patienceMs: number;

  constructor(inner: DatabaseConnection, native: BetterSqlite3.Database, patienceMs: number) {
    this.#inner = inner;
    this.#native = native;
    this.#patienceMs = patienceMs;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const execute = () => this.#inner.executeQuery<R>(query);
    return this.#native.inTransaction ? execute() : whileBusy(execute, this.#patienceMs);
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.#inner.streamQuery<R>(query, chunkSize);
  }
}
