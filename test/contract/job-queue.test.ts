import { join } from 'node:path';
import { createLog } from '../../src/log.ts';
import { createSqliteJobQueue } from '../../src/providers/queue/index.ts';
import { MemoryJobQueue, MemoryJobTable } from '../doubles/memory-job-queue.ts';
import { aFolder, openTemporaryDatabase } from '../unit/store/temporary-database.ts';
import { jobQueueContract } from './job-queue.contract.ts';

const log = createLog('silent');

jobQueueContract('MemoryJobQueue', async () => {
  const table = new MemoryJobTable();
  return (clock) => new MemoryJobQueue(clock, table);
});

jobQueueContract('SqliteJobQueue', async () => {
  const path = join(aFolder(), 'mom.db');
  const connections = [await openTemporaryDatabase(path), await openTemporaryDatabase(path)] as const;
  let opened = 0;
  return (clock) => createSqliteJobQueue(connections[opened++ === 0 ? 0 : 1], { clock, log });
});
