import { MomError } from '../src/errors.ts';
import type { CommandCall } from './call.ts';
import { checkValues } from './check-values.ts';
import type { CommandServices, Reply } from './command.ts';
import { pathOf } from './path-of.ts';
import { checkRequirements } from './requirements.ts';

export interface CommandReply extends Reply {
  /** Only the caller sees it. */
  readonly isPrivate: boolean;
}

/**
 * Runs one call after everything that its command asks for was looked at; platforms call nothing else. A failure's `sentence` is what the
 * caller reads.
 *
 * @throws MomError usage, not_allowed, voice_busy, meeting_unknown, and what the command throws
 */
export async function runCommand(call: CommandCall, services: CommandServices): Promise<CommandReply> {
  const command = services.commands.find((known) => pathOf(known) === call.command);
  if (!command) throw new MomError('usage', `There is no command "${call.command}"; see /mom help.`);
  checkValues(command, call);
  await checkRequirements(command, call, services);
  return { ...(await command.run(call, services)), isPrivate: command.isPrivate };
}
