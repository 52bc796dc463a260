import { createSqliteNoteStore } from '../../src/providers/store/index.ts';
import { MemoryNoteStore } from '../doubles/memory-note-store.ts';
import { openTemporaryDatabase } from '../unit/store/temporary-database.ts';
import { noteStoreContract } from './note-store.contract.ts';

noteStoreContract('MemoryNoteStore', async () => new MemoryNoteStore());
noteStoreContract('SqliteNoteStore', async () => createSqliteNoteStore(await openTemporaryDatabase()));
