import { guildOf } from './call.ts';
import { chatOf } from './chat-of.ts';
import { type Command, textReply } from './command.ts';

const ownChoice = {
  options: [],
  access: 'anyone',
  isPrivate: true,
  isChatOnly: true,
} as const satisfies Partial<Command>;

/** The choice is stored first: a call that begins meanwhile knows it. */
export const optOutCommand: Command = {
  ...ownChoice,
  name: 'optout',
  description: 'Never record me in this server, from this moment on',
  async run(call, services) {
    const { live, guilds } = chatOf(services);
    await guilds.optOut(call.scope, call.caller.userId);
    await live.setExcluded(guildOf(call), call.caller.userId, true);
    return textReply(
      'You are not recorded in this server any more. `/mom optin` takes it back; `/mom forget me` deletes what was recorded before.',
    );
  },
};

export const optInCommand: Command = {
  ...ownChoice,
  name: 'optin',
  description: 'Record me again in this server',
  async run(call, services) {
    const { live, guilds } = chatOf(services);
    await guilds.optIn(call.scope, call.caller.userId);
    await live.setExcluded(guildOf(call), call.caller.userId, false);
    return textReply('You are recorded again in the calls of this server that are recorded.');
  },
};
