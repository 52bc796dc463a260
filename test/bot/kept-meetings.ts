import { join } from 'node:path';
import type { LiveMeetingRecord } from '../../src/ports/live-meeting-store.ts';
import { openDatabase } from '../../src/providers/sqlite/index.ts';
import { createSqliteLiveMeetingStore } from '../../src/providers/store/index.ts';

/** Meetings of a server as they stand on the disk, whatever the bot thinks. */
export async function keptMeetings(dataFolder: string, guildId: string): Promise<readonly LiveMeetingRecord[]> {
  await using database = await openDatabase(join(dataFolder, 'mom.db'));
  return await createSqliteLiveMeetingStore(database).listOfGuild(guildId);
}
