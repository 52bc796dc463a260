import { optionType } from '../rest/rules/commands.ts';
import type { LocalChannel } from '../world/channel.ts';
import type { LocalGuild } from '../world/guild.ts';
import type { Mailroom } from '../world/mailroom.ts';
import { ALL_PERMISSIONS, effective } from '../world/permissions.ts';
import { channelJson, fileJson, memberJson, messageJson, userJson } from '../world/render.ts';
import type { World } from '../world/world.ts';
import type { AttachedFile, TypedOption } from './command-data.ts';
import type { Interaction } from './interaction.ts';

export interface SlashOptions {
  /** Where it is typed; the guild's first text channel by default. */
  readonly channel?: LocalChannel;
  /** Bits that the person has there, instead of those of the member. */
  readonly permissions?: bigint;
  readonly locale?: string;
}

interface Surroundings {
  readonly world: World;
  readonly mailroom: Mailroom;
  readonly fileLimitBytes: number;
}

/** INTERACTION_CREATE (docs: "Interaction Object"). */
export function interactionJson(
  { world, fileLimitBytes }: Surroundings,
  interaction: Interaction,
  data: unknown,
  options: SlashOptions,
) {
  const { id, token, type, channel, userId, source } = interaction;
  const guild = guildOf(channel);
  const held = userId === guild.ownerId ? ALL_PERMISSIONS : guild.memberMay(userId);
  const permissions = String(effective(options.permissions ?? held));
  return {
    id,
    token,
    type,
    application_id: world.bot.id,
    version: 1,
    data,
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: [] },
    channel_id: channel.id,
    channel: { ...channelJson(world, channel), permissions },
    member: { ...memberJson(world, guild, userId), permissions },
    locale: options.locale ?? guild.locale,
    guild_locale: guild.locale,
    app_permissions: String(guild.botMay(channel)),
    entitlements: [],
    authorizing_integration_owners: { 0: guild.id },
    context: 0,
    attachment_size_limit: fileLimitBytes,
    ...(source ? { message: messageJson(world, source) } : {}),
  };
}

/** Options as they are sent, ids with what they stand for beside them. */
export function resolveOptions(surroundings: Surroundings, channel: LocalChannel, typed: readonly TypedOption[]) {
  const resolved: Record<string, Record<string, unknown>> = {};
  const add = (kind: string, id: string, value: unknown) => {
    resolved[kind] = { ...resolved[kind], [id]: value };
  };
  const options = typed.map((option) => {
    if (typeof option.value === 'object')
      return { ...option, value: addFile(surroundings, channel, option.value, add) };
    if (option.type === optionType.USER) addUser(surroundings, guildOf(channel), String(option.value), add);
    if (option.type === optionType.CHANNEL) addChannel(surroundings, guildOf(channel), String(option.value), add);
    return option;
  });
  return { options, resolved };
}

type Add = (kind: string, id: string, value: unknown) => void;

function addFile({ mailroom }: Surroundings, channel: LocalChannel, value: AttachedFile, add: Add): string {
  const file = mailroom.keepFile(channel, { contentType: 'application/octet-stream', ...value });
  add('attachments', file.id, fileJson(file));
  return file.id;
}

function addUser({ world }: Surroundings, guild: LocalGuild, id: string, add: Add): void {
  const person = world.people.get(id);
  if (!person) throw new Error(`local Discord: no user ${id}`);
  const { user: _, ...member } = memberJson(world, guild, id);
  add('users', id, userJson(person));
  add('members', id, { ...member, permissions: String(guild.memberMay(id)) });
}

function addChannel({ world }: Surroundings, guild: LocalGuild, id: string, add: Add): void {
  add('channels', id, { ...channelJson(world, guild.channel(id)), permissions: String(ALL_PERMISSIONS) });
}

function guildOf(channel: LocalChannel): LocalGuild {
  if (!channel.guild) throw new Error('local Discord: interactions in direct messages are not modelled');
  return channel.guild;
}
