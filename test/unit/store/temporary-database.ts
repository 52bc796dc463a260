import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Database, type DatabaseOptions, openDatabase } from '../../../src/providers/sqlite/index.ts';

/** A folder that goes when the test ends. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mom-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A database that goes when the test ends; `path` to open one again. */
export async function openTemporaryDatabase(
  path = join(aFolder(), 'mom.db'),
  options: DatabaseOptions = {},
): Promise<Database> {
  const database = await openDatabase(path, { durability: 'normal', ...options });
  onTestFinished(() => database.close());
  return database;
}
