import { MomError } from '../src/errors.ts';
import type { ChatServices, CommandServices } from './command.ts';

/** What a command of a server works with. @throws MomError usage in a terminal */
export function chatOf({ chat }: Pick<CommandServices, 'chat'>): ChatServices {
  if (!chat) throw new MomError('usage', 'This can only be used in a server.');
  return chat;
}
