import type { LocalChannel } from './channel.ts';
import type { LocalGuild, Member, Role, ScheduledEvent } from './guild.ts';
import type { LocalMessage, StoredFile } from './message.ts';
import type { VoiceState } from './voice-state.ts';
import type { Person, World } from './world.ts';

/** How Discord writes the double's data as JSON (docs: the "… Object" tables). */

const time = (ms: number): string => new Date(ms).toISOString();

export const userJson = ({ id, name, isBot }: Person) => ({
  id,
  username: name.toLowerCase().replaceAll(' ', '_'),
  discriminator: '0',
  global_name: isBot ? null : name,
  avatar: null,
  ...(isBot ? { bot: true } : {}),
});

/** The bot's own account, with what only it may read. */
export const selfJson = (bot: Person) => ({
  ...userJson(bot),
  flags: 0,
  verified: true,
  mfa_enabled: true,
  locale: 'en-US',
  email: null,
});

const personJson = (world: World, userId: string) => {
  const person = world.people.get(userId);
  if (!person) throw new Error(`local Discord: no user ${userId}`);
  return userJson(person);
};

export function memberJson(world: World, guild: LocalGuild, userId: string) {
  const member: Member | undefined = guild.members.get(userId);
  const state = guild.voiceStates.get(userId);
  return {
    user: personJson(world, userId),
    nick: member?.nick ?? null,
    avatar: null,
    banner: null,
    roles: [...(member?.roleIds ?? []), ...(userId === world.bot.id ? [guild.botRoleId] : [])],
    joined_at: time(member?.joinedAtMs ?? world.clock.now()),
    deaf: state?.isServerDeafened ?? false,
    mute: state?.isServerMuted ?? false,
    flags: 0,
  };
}

export function rolesJson(guild: LocalGuild) {
  const role = ({ id, name, permissions }: Role, position: number) => ({
    id,
    name,
    permissions: String(permissions),
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: id === guild.botRoleId,
    mentionable: false,
    flags: 0,
  });
  const everyone = { id: guild.id, name: '@everyone', permissions: guild.everyonePermissions };
  const bot = { id: guild.botRoleId, name: 'mom', permissions: guild.botPermissions };
  return [everyone, bot, ...guild.roles].map(role);
}

export function channelJson(world: World, channel: LocalChannel) {
  if (channel.kind === 'dm') return directJson(world, channel);
  const denied = channel.botDenied;
  const overwrites = denied ? [{ id: world.bot.id, type: 1, allow: '0', deny: String(denied) }] : [];
  const voice = { bitrate: 64_000, user_limit: channel.userLimit, rtc_region: null };
  return {
    id: channel.id,
    type: channel.type,
    name: channel.name,
    guild_id: channel.guild?.id,
    parent_id: channel.parent?.id ?? null,
    position: 0,
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id: channel.messages.at(-1)?.id ?? null,
    ...(channel.isThread ? threadFields(world, channel) : { permission_overwrites: overwrites, topic: channel.topic }),
    ...(channel.isVoiceBased ? voice : {}),
  };
}

const directJson = (world: World, channel: LocalChannel) => ({
  id: channel.id,
  type: channel.type,
  last_message_id: channel.messages.at(-1)?.id ?? null,
  recipients: channel.recipientId === null ? [] : [personJson(world, channel.recipientId)],
});

const threadFields = (world: World, channel: LocalChannel) => ({
  owner_id: world.bot.id,
  message_count: channel.messages.length,
  total_message_sent: channel.messages.length,
  member_count: 1,
  thread_metadata: {
    archived: channel.isArchived,
    locked: channel.isLocked,
    auto_archive_duration: channel.autoArchiveMinutes,
    archive_timestamp: time(world.clock.now()),
  },
  member: { id: channel.id, user_id: world.bot.id, join_timestamp: time(world.clock.now()), flags: 0 },
});

export function voiceStateJson(world: World, guild: LocalGuild, state: VoiceState) {
  return {
    guild_id: guild.id,
    channel_id: state.channelId,
    user_id: state.userId,
    member: memberJson(world, guild, state.userId),
    session_id: state.sessionId,
    deaf: state.isServerDeafened,
    mute: state.isServerMuted,
    self_deaf: state.isDeafened,
    self_mute: state.isMuted,
    self_video: false,
    suppress: state.isSuppressed,
    request_to_speak_timestamp: null,
  };
}

export const eventJson = (world: World, guild: LocalGuild, event: ScheduledEvent) => ({
  id: event.id,
  guild_id: guild.id,
  channel_id: event.channelId,
  creator_id: world.ownerId,
  name: event.name,
  description: event.description ?? null,
  scheduled_start_time: time(event.startMs),
  scheduled_end_time: null,
  privacy_level: 2,
  status: event.status,
  entity_type: event.channelId === null ? 3 : 2,
  entity_id: null,
  entity_metadata: null,
  user_count: 0,
  image: null,
  recurrence_rule: null,
});

export const fileJson = ({ id, name, data, contentType, url, description }: StoredFile) => ({
  id,
  filename: name,
  size: data.length,
  content_type: contentType,
  url,
  proxy_url: url,
  ...(description === null ? {} : { description }),
});

export function messageJson(world: World, message: LocalMessage) {
  const { body } = message;
  const { nonce } = body as { readonly nonce?: unknown };
  return {
    id: message.id,
    type: message.type,
    channel_id: message.channel.id,
    ...(message.channel.guild ? { guild_id: message.channel.guild.id } : {}),
    author: personJson(world, message.authorId),
    content: message.content,
    timestamp: time(message.createdAtMs),
    edited_timestamp: message.editedAtMs.length > 0 ? time(message.editedAtMs.at(-1) ?? 0) : null,
    tts: false,
    mention_everyone: message.pings.includes('everyone'),
    mentions: message.pings.filter((id) => world.people.has(id)).map((id) => personJson(world, id)),
    mention_roles: message.pings.filter((id) => id.startsWith('role:')).map((id) => id.slice('role:'.length)),
    attachments: message.files.map(fileJson),
    embeds: message.embeds.map((embed) => ({ type: 'rich', ...embed })),
    components: message.components,
    pinned: message.channel.pinnedIds.has(message.id),
    flags: message.flags,
    reactions: [...message.reactions].map(([name, users]) => reactionJson(name, users, world.bot.id)),
    ...(nonce === undefined ? {} : { nonce }),
    ...(message.thread ? { thread: channelJson(world, message.thread) } : {}),
    ...(body['message_reference'] ? { message_reference: body['message_reference'] } : {}),
  };
}

const reactionJson = (name: string, users: ReadonlySet<string>, botId: string) => ({
  count: users.size,
  count_details: { burst: 0, normal: users.size },
  me: users.has(botId),
  me_burst: false,
  burst_colors: [],
  emoji: { id: null, name },
});
