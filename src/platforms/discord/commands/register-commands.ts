import { createHash } from 'node:crypto';
import { type REST, Routes } from 'discord.js';
import type { Logger } from '../../../log.ts';
import type { CommandDesk } from '../../../ports/command-desk.ts';
import type { NoteStore } from '../../../ports/note-store.ts';
import { toDiscordCommands } from './to-discord-commands.ts';

interface RegisterParts {
  readonly rest: REST;
  readonly applicationId: string;
  readonly notes: NoteStore;
  readonly log: Logger;
}

/** Registers the commands when they changed since this application registered them last; true when it did. */
export async function registerCommands(
  desk: Pick<CommandDesk, 'commands' | 'groups'>,
  { rest, applicationId, notes, log }: RegisterParts,
  signal: AbortSignal,
): Promise<boolean> {
  const body = toDiscordCommands(desk);
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
  const key = `discord-commands:${applicationId}`;
  if ((await notes.read(key)) === hash) return false;
  await rest.put(Routes.applicationCommands(applicationId), { body, signal });
  await notes.write(key, hash);
  log.info({ applicationId }, 'commands registered');
  return true;
}
