import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { Kysely } from 'kysely';
import type { Logger } from '../../log.ts';
import { SharedFileDialect } from './dialect.ts';
import { sqliteFault } from './fault.ts';
import { migrate, refuseForeignDatabase } from './migrate.ts';
import { whileBusy } from './patience.ts';
import type { Tables } from './schema.ts';
import { type ScrubJob, scrub } from './scrub.ts';

const DEFAULT_PATIENCE_MS = 5_000;
/** SQLite's name for a database without a file. */
const IN_MEMORY = ':memory:';

/** One open file with its tables up to date. Who opens it closes it; stores and queues only borrow it. */
export interface Database extends AsyncDisposable {
  /** Absolute, or ":memory:". */
  readonly path: string;
  /** One connection: statements and transactions of this process follow each other. */
  readonly kysely: Kysely<Tables>;
  /** Overwrites what was deleted in transactions that called `markForScrub`. What can't be done now is logged and stays marked. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /**
   * full (the default): a commit is on the disk before the call returns, so a power cut loses nothing that was acknowledged.
   * normal: only the last commits can be lost, and only by a power cut.
   */
  readonly durability?: 'full' | 'normal';
  /** How long a call waits for another process to let go of the file, 5 s unless told. */
  readonly patienceMs?: number;
  /** Hears of deleted words that could not be overwritten yet. */
  readonly log?: Logger;
}

/**
 * Opens or creates the database, in WAL mode, readable by its owner only; ":memory:" is a new one without a file.
 *
 * @throws MomError store_failed
 */
export async function openDatabase(path: string, options: DatabaseOptions = {}): Promise<Database> {
  const place = path === IN_MEMORY ? path : resolve(path);
  try {
    if (place !== IN_MEMORY) createPrivately(place);
    const { default: Native } = await import('better-sqlite3');
    return await prepare(new Native(place, { timeout: 0 }), place, options);
  } catch (error) {
    throw sqliteFault('store_failed', error, place);
  }
}

/** The file holds people's words. SQLite gives -wal and -shm the same rights. */
function createPrivately(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
}

async function prepare(native: BetterSqlite3.Database, path: string, options: DatabaseOptions): Promise<Database> {
  const patienceMs = options.patienceMs ?? DEFAULT_PATIENCE_MS;
  const patiently = <T>(action: () => T | Promise<T>) => whileBusy(action, patienceMs);
  try {
    await patiently(() => refuseForeignDatabase(native));
    if (path !== IN_MEMORY) await patiently(() => native.pragma('journal_mode = wal'));
    native.pragma(`synchronous = ${options.durability ?? 'full'}`);
    native.pragma('foreign_keys = on');
    native.pragma('secure_delete = on');
    const kysely = new Kysely<Tables>({ dialect: new SharedFileDialect(native, patienceMs) });
    await patiently(() => migrate(native, kysely));
    const database = new OpenDatabase(native, kysely, { path, patienceMs }, options.log ?? null);
    await database.scrub();
    return database;
  } catch (error) {
    native.close();
    throw error;
  }
}

class OpenDatabase implements Database {
  readonly path: string;
  readonly kysely: Kysely<Tables>;
  readonly #native: BetterSqlite3.Database;
  readonly #scrubJob: ScrubJob;
  readonly #log: Logger | null;

  constructor(native: BetterSqlite3.Database, kysely: Kysely<Tables>, scrubJob: ScrubJob, log: Logger | null) {
    this.#native = native;
    this.kysely = kysely;
    this.#scrubJob = scrubJob;
    this.#log = log;
    this.path = scrubJob.path;
  }

  async scrub(): Promise<void> {
    if (this.path === IN_MEMORY) return;
    try {
      await scrub(this.kysely, this.#scrubJob);
    } catch (error) {
      const { code, message } = sqliteFault('store_failed', error, this.path);
      this.#log?.warn({ code, reason: message }, 'deleted words are not overwritten yet, will try again');
    }
  }

  async close(): Promise<void> {
    if (!this.#native.open) return;
    // Waits for the transaction that is under way.
    await this.kysely.connection().execute(async () => this.#native.close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
