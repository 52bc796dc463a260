import type BetterSqlite3 from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { MomError } from '../../errors.ts';
import { migrations } from './migrations/index.ts';

/** Stands in the file's header (PRAGMA application_id): "MOM" and 1. */
const APPLICATION_ID = 0x4d4f_4d01;

/**
 * A file that holds another program's tables is not touched.
 *
 * @throws MomError store_failed
 */
export function refuseForeignDatabase(native: BetterSqlite3.Database): void {
  if (native.pragma('application_id', { simple: true }) === APPLICATION_ID) return;
  if (native.prepare('select 1 from sqlite_schema limit 1').get() === undefined) return;
  throw new MomError('store_failed', 'it holds the tables of another program, name another file or folder');
}

/**
 * Brings the tables up to date, forward only. All steps are one transaction, so a kill leaves the old version and a second process
 * that starts at the same time waits and then finds nothing to do.
 *
 * @throws MomError store_failed when a newer version wrote the file; what SQLite throws, SQLITE_BUSY while another process writes
 */
export async function migrate<T>(native: BetterSqlite3.Database, kysely: Kysely<T>): Promise<void> {
  native.exec('begin immediate');
  try {
    refuseNewerDatabase(native);
    // kysely's own migration lock does nothing on SQLite; this transaction is the lock.
    const migrator = new Migrator({ db: kysely, provider: { getMigrations: async () => ({ ...migrations }) } });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
    if (native.pragma('application_id', { simple: true }) !== APPLICATION_ID)
      native.pragma(`application_id = ${APPLICATION_ID}`);
    native.exec('commit');
  } catch (error) {
    if (native.inTransaction) native.exec('rollback');
    throw error;
  }
}

function refuseNewerDatabase(native: BetterSqlite3.Database): void {
  const hasSteps = native.prepare("select 1 from sqlite_schema where name = 'kysely_migration'").get() !== undefined;
  const steps = hasSteps ? native.prepare('select name from kysely_migration').pluck().all().map(String) : [];
  const newer = steps.filter((step) => !(step in migrations));
  if (newer.length === 0) return;
  throw new MomError(
    'store_failed',
    `a newer version of AI MOM wrote it (step ${newer.join(', ')}), update AI MOM or use another DATA_DIR`,
  );
}
