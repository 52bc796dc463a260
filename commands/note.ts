import { MomError } from '../src/errors.ts';
import { guildOf, textOf } from './call.ts';
import { chatOf } from './chat-of.ts';
import { type Command, textReply } from './command.ts';

/** Puts a line into the timeline of the meeting. */
export const noteCommand: Command = {
  name: 'note',
  description: 'Put a note into the meeting, at this moment',
  options: [{ type: 'string', name: 'text', description: 'What to note', isRequired: true, maxLength: 1_000 }],
  access: 'anyone',
  requires: ['recording', 'in-meeting'],
  isPrivate: true,
  isChatOnly: true,
  async run(call, services) {
    const text = textOf(call, 'text')?.trim() ?? '';
    if (text === '') throw new MomError('usage', 'A note needs words.');
    const { userId, name } = call.caller;
    await chatOf(services).live.note(guildOf(call), { userId, name }, text);
    return textReply('Noted.');
  },
};
