import { createSqliteLabelStore } from '../../src/providers/store/index.ts';
import { MemoryLabelStore } from '../doubles/memory-label-store.ts';
import { openTemporaryDatabase } from '../unit/store/temporary-database.ts';
import { labelStoreContract } from './label-store.contract.ts';

labelStoreContract('MemoryLabelStore', async () => new MemoryLabelStore());
labelStoreContract('SqliteLabelStore', async () => createSqliteLabelStore(await openTemporaryDatabase()));
