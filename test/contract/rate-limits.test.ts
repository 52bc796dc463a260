import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/providers/sqlite/index.ts';
import { createSqliteRateLimits } from '../../src/providers/store/index.ts';
import { rateLimitsContract, TEST_LIMITS } from './rate-limits.contract.ts';

describe('in SQLite, each with a connection of its own', () => {
  rateLimitsContract(it, async (clock, instances) => {
    const folder = mkdtempSync(join(tmpdir(), 'mom-rates-'));
    const path = join(folder, 'mom.db');
    const opening = Array.from({ length: instances }, () => openDatabase(path, { durability: 'normal' }));
    const databases = await Promise.all(opening);
    onTestFinished(async () => {
      for (const database of databases) await database.close();
      rmSync(folder, { recursive: true, force: true });
    });
    return databases.map((database) => createSqliteRateLimits(database, { clock, limits: TEST_LIMITS }));
  });
});
