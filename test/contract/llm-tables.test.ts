import { join } from 'node:path';
import { describe, it } from 'vitest';
import {
  createSqliteDraftStore,
  createSqliteMeetingStore,
  createSqliteModelMemory,
} from '../../src/providers/store/index.ts';
import { aFolder, openTemporaryDatabase } from '../unit/store/temporary-database.ts';
import { aMeeting } from './a-stored-meeting.ts';
import { draftStoreContract } from './draft-store.contract.ts';
import { modelMemoryContract } from './model-memory.contract.ts';

describe('what is known about models, in SQLite', () => {
  modelMemoryContract(it, async () => {
    const path = join(aFolder(), 'mom.db');
    const [one, two] = await Promise.all([openTemporaryDatabase(path), openTemporaryDatabase(path)]);
    return [createSqliteModelMemory(one), createSqliteModelMemory(two)];
  });
});

describe('drafts in SQLite', () => {
  draftStoreContract(it, async () => {
    const database = await openTemporaryDatabase();
    const meetings = createSqliteMeetingStore(database);
    return {
      store: createSqliteDraftStore(database),
      addMeeting: (id) => meetings.createMeeting({ ...aMeeting(), id }),
      deleteMeeting: async (id) => void (await meetings.deleteMeeting(id)),
    };
  });
});
