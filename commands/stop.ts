import { guildOf } from './call.ts';
import { chatOf } from './chat-of.ts';
import { type Command, textReply } from './command.ts';
import { plain } from './plain.ts';

/** Ends the recording; minutes follow. */
export const stopCommand: Command = {
  name: 'stop',
  description: 'Stop recording; the minutes follow in the thread',
  options: [],
  access: 'starter',
  requires: ['recording', 'in-meeting'],
  isPrivate: false,
  isChatOnly: true,
  async run(call, services) {
    const { title, meetingId, threadUrl, wasRecorded } = await chatOf(services).live.stop(guildOf(call));
    if (!wasRecorded) return textReply(`The start of **${plain(title)}** is called off. Nothing was recorded.`);
    const where = threadUrl === null ? `as \`/mom minutes ${meetingId}\`` : `in ${threadUrl}`;
    return textReply(`**${plain(title)}** is no longer recorded. Its minutes follow ${where}.`);
  },
};
