import {
  type AutocompleteInteraction,
  type BaseInteraction,
  type ChatInputCommandInteraction,
  GuildMember,
  PermissionFlagsBits,
} from 'discord.js';
import { MomError } from '../../../errors.ts';
import type { ChatCall, ChatCaller, ChatCommand, ChatOption, ChatValue } from '../../../ports/command-desk.ts';

/** "start", "profile set". */
export function pathOf({ options }: ChatInputCommandInteraction | AutocompleteInteraction): string {
  const group = options.getSubcommandGroup(false);
  const name = options.getSubcommand(false) ?? '';
  return group ? `${group} ${name}` : name;
}

export const commandPath = ({ group, name }: ChatCommand): string => (group ? `${group} ${name}` : name);

/** A call with the values that were given; who calls is read now. @throws MomError usage outside of a server */
export function callOf(interaction: BaseInteraction, command: string, values: ChatCall['values']): ChatCall {
  const { guildId, channelId, locale } = interaction;
  if (guildId === null) throw new MomError('usage', 'This can only be used in a server.');
  return { command, caller: callerOf(interaction, guildId), scope: guildId, guildId, channelId, locale, values };
}

export function valuesOf(interaction: ChatInputCommandInteraction, command: ChatCommand): ChatCall['values'] {
  return Object.fromEntries(command.options.map((option) => [option.name, readValue(interaction, option)]));
}

/** Values typed so far; people and files are never completed, so they are left out. */
export function typedValues({ options }: AutocompleteInteraction, command: ChatCommand): ChatCall['values'] {
  const typed = command.options.map(({ name }) => [name, options.get(name)?.value ?? undefined] as const);
  return Object.fromEntries(typed);
}

function readValue({ options }: ChatInputCommandInteraction, { name, type }: ChatOption): ChatValue | undefined {
  switch (type) {
    case 'string':
      return options.getString(name) ?? undefined;
    case 'integer':
      return options.getInteger(name) ?? undefined;
    case 'boolean':
      return options.getBoolean(name) ?? undefined;
    case 'channel': {
      const channel = options.getChannel(name);
      return channel ? { id: channel.id, name: channel.name ?? channel.id } : undefined;
    }
    case 'attachment': {
      const file = options.getAttachment(name);
      return file ? { name: file.name, url: file.url, bytes: file.size } : undefined;
    }
    case 'user': {
      const user = options.getUser(name);
      const member = options.getMember(name);
      const nick = member && 'displayName' in member ? member.displayName : null;
      return user ? { id: user.id, name: nick ?? user.displayName } : undefined;
    }
  }
}

function displayNameOf({ user, member }: BaseInteraction): string {
  if (member instanceof GuildMember) return member.displayName;
  return member?.nick ?? user.displayName;
}

function callerOf(interaction: BaseInteraction, guildId: string): ChatCaller {
  const { user, member, memberPermissions, client } = interaction;
  const guild = client.guilds.cache.get(guildId);
  const known = member instanceof GuildMember ? member : null;
  return {
    userId: user.id,
    name: displayNameOf(interaction),
    // Holders of Administrator hold every bit.
    isAdmin: memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
    voiceChannelId: guild?.voiceStates.cache.get(user.id)?.channelId ?? null,
    canSee: (channelId) => {
      const channel = guild?.channels.cache.get(channelId);
      if (!known || !channel) return false;
      return channel.permissionsFor(known).has(PermissionFlagsBits.ViewChannel);
    },
  };
}
