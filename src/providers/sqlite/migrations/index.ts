import type { Migration } from 'kysely/migration';
import { createMeetings } from './0001-meetings.ts';
import { createJobs } from './0002-jobs.ts';
import { createLanguageModels } from './0006-llm.ts';

/** Every step in order of its name. A step that was released is never changed; what it lacks is the next step. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-meetings': { up: createMeetings },
  '0002-jobs': { up: createJobs },
  '0006-llm': { up: createLanguageModels },
};
