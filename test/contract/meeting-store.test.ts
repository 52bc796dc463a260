import { createSqliteMeetingStore } from '../../src/providers/store/index.ts';
import { MemoryMeetingStore } from '../doubles/memory-meeting-store.ts';
import { openTemporaryDatabase } from '../unit/store/temporary-database.ts';
import { meetingStoreContract } from './meeting-store.contract.ts';

meetingStoreContract('MemoryMeetingStore', async () => new MemoryMeetingStore());
meetingStoreContract('SqliteMeetingStore', async () => createSqliteMeetingStore(await openTemporaryDatabase()));
