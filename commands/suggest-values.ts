import type { CommandCall } from './call.ts';
import type { Choice, CommandServices } from './command.ts';
import { pathOf } from './path-of.ts';

/** Discord shows no more. */
const SHOWN = 25;

/** Proposals for an option while the caller types; none where there is nothing to propose, or nothing that the caller may see. */
export async function suggestValues(
  call: CommandCall,
  optionName: string,
  typed: string,
  services: CommandServices,
): Promise<readonly Choice[]> {
  const command = services.commands.find((known) => pathOf(known) === call.command);
  const option = command?.options.find(({ name }) => name === optionName);
  if (!command || (command.access === 'admin' && !call.caller.isAdmin)) return [];
  if (option?.type !== 'string' || !option.suggest) return [];
  return (await option.suggest(typed, call, services)).slice(0, SHOWN);
}
