import { createSqliteGlossaryStore } from '../../src/providers/store/index.ts';
import { MemoryGlossaryStore } from '../doubles/memory-glossary-store.ts';
import { openTemporaryDatabase } from '../unit/store/temporary-database.ts';
import { glossaryStoreContract } from './glossary-store.contract.ts';

glossaryStoreContract('MemoryGlossaryStore', async () => new MemoryGlossaryStore());
glossaryStoreContract('SqliteGlossaryStore', async () => createSqliteGlossaryStore(await openTemporaryDatabase()));
