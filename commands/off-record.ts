import { guildOf, numberOf } from './call.ts';
import { chatOf } from './chat-of.ts';
import { type Command, textReply } from './command.ts';
import { durationText } from './duration-text.ts';

/** Whoever is in the call may go off the record: it is their voice too. */
const offTheRecord = {
  options: [],
  access: 'anyone',
  requires: ['recording', 'in-meeting'],
  isPrivate: false,
  isChatOnly: true,
} as const satisfies Partial<Command>;

export const pauseCommand: Command = {
  ...offTheRecord,
  name: 'pause',
  description: 'Go off the record: nothing is kept until you resume',
  async run(call, services) {
    await chatOf(services).live.pause(guildOf(call), call.caller.userId);
    return textReply('Off the record: nothing is recorded until somebody says `/mom resume`.');
  },
};

export const resumeCommand: Command = {
  ...offTheRecord,
  name: 'resume',
  description: 'Go on the record again',
  async run(call, services) {
    await chatOf(services).live.resume(guildOf(call), call.caller.userId);
    return textReply('On the record again: the call is recorded from now on.');
  },
};

/** Takes back what was just said. */
export const offRecordCommand: Command = {
  ...offTheRecord,
  name: 'off-record',
  description: 'Delete the last minutes: sound, captions and words',
  options: [
    { type: 'integer', name: 'minutes', description: 'How many minutes back', isRequired: true, min: 1, max: 240 },
  ],
  async run(call, services) {
    const { erasedMs } = await chatOf(services).live.eraseLast(guildOf(call), numberOf(call, 'minutes') ?? 1);
    return textReply(
      `The last ${durationText(erasedMs)} are deleted. Recording goes on; \`/mom pause\` interrupts it.`,
    );
  },
};
