import type { Migration } from 'kysely/migration';
import { createMeetings } from './0001-meetings.ts';
import { createJobs } from './0002-jobs.ts';
import { createCaptions } from './0003-captions.ts';
import { createGlossary } from './0004-glossary.ts';
import { addFinalPass } from './0005-final.ts';
import { createLanguageModels } from './0006-llm.ts';
import { createLedger } from './0007-ledger.ts';
import { createGuilds } from './0008-guilds.ts';
import { createDiscord } from './0009-discord.ts';
import { createHeardWindows } from './0010-heard-windows.ts';
import { addPlaces } from './0011-places.ts';

/** Every step in order of its name. A step that was released is never changed; what it lacks is the next step. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-meetings': { up: createMeetings },
  '0002-jobs': { up: createJobs },
  '0004-glossary': { up: createGlossary },
  '0007-ledger': { up: createLedger },
  '0005-final': { up: addFinalPass },
  '0003-captions': { up: createCaptions },
  '0008-guilds': { up: createGuilds },
  '0006-llm': { up: createLanguageModels },
  '0009-discord': { up: createDiscord },
  '0010-heard-windows': { up: createHeardWindows },
  '0011-places': { up: addPlaces },
};
