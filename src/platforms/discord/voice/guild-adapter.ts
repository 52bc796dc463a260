import { type Client, type Guild, PermissionFlagsBits, type VoiceBasedChannel, type VoiceState } from 'discord.js';
import { MomError } from '../../../errors.ts';

/** Where somebody is in voice, as Discord tells it. */
export interface MemberState {
  readonly userId: string;
  /** As displayed in the guild. */
  readonly name: string;
  readonly isBot: boolean;
  readonly channelId: string | null;
  /** By themselves, by a moderator, or because they listen to a stage. */
  readonly isMuted: boolean;
}

/** Why the bot can't be in a channel. */
export type ChannelFault = 'missing' | 'forbidden' | 'full';

/** What the gateway tells about voice in one guild. */
export interface GuildCallbacks {
  onVoiceServerUpdate(data: unknown): void;
  /** The bot's own. */
  onVoiceStateUpdate(data: unknown): void;
  onMember(member: MemberState): void;
  /** The gateway connection is gone for good; a new adapter may be asked for. */
  destroy(): void;
}

/** The gateway of one guild: discord.js' voice adapter, and who is there. */
export interface GuildAdapter {
  /** Op 4. False while the gateway is not connected. */
  sendPayload(payload: unknown): boolean;
  /** Everybody who is in voice. */
  members(): readonly MemberState[];
  /** As far as the cache knows; null when nothing speaks against the channel. */
  channelFault(channelId: string): ChannelFault | null;
  destroy(): void;
}

export type GuildAdapterCreator = (guildId: string, callbacks: GuildCallbacks) => GuildAdapter;

/**
 * Adapters on a discord.js client that has the intents Guilds and GuildVoiceStates.
 *
 * @throws MomError voice_failed for a guild that the bot is not in
 */
export function guildAdapterOf(client: Client): GuildAdapterCreator {
  return (guildId, callbacks) => {
    const guild = client.guilds.cache.get(guildId);
    if (!guild) throw new MomError('voice_failed', 'I am not on that server, or Discord has not told me of it yet');
    const inner = guild.voiceAdapterCreator({
      onVoiceServerUpdate: (data) => callbacks.onVoiceServerUpdate(data),
      onVoiceStateUpdate: (data) => callbacks.onVoiceStateUpdate(data),
      destroy: () => callbacks.destroy(),
    });
    const onVoiceState = (before: VoiceState, state: VoiceState): void => {
      if (state.guild.id === guildId) callbacks.onMember(memberOf(state, before));
    };
    client.on('voiceStateUpdate', onVoiceState);
    return {
      sendPayload: (payload) => inner.sendPayload(payload),
      members: () => guild.voiceStates.cache.map((state) => memberOf(state)),
      channelFault: (channelId) => channelFault(guild, channelId),
      destroy: () => {
        client.off('voiceStateUpdate', onVoiceState);
        inner.destroy();
      },
    };
  };
}

/** Who has left the server is no member any more, but was one in the state before. */
function memberOf(state: VoiceState, before: VoiceState = state): MemberState {
  const member = state.member ?? before.member;
  return {
    userId: state.id,
    name: member?.displayName ?? state.id,
    isBot: member?.user.bot ?? false,
    channelId: state.channelId,
    isMuted: [state.selfMute, state.serverMute, state.selfDeaf, state.serverDeaf, state.suppress].includes(true),
  };
}

function channelFault(guild: Guild, channelId: string): ChannelFault | null {
  const channel = guild.channels.cache.get(channelId);
  if (!channel?.isVoiceBased()) return 'missing';
  const permissions = guild.members.me && channel.permissionsFor(guild.members.me);
  if (!permissions?.has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.Connect])) return 'forbidden';
  return isFull(channel) && !permissions.has(PermissionFlagsBits.MoveMembers) ? 'full' : null;
}

const isFull = (channel: VoiceBasedChannel): boolean =>
  channel.userLimit > 0 &&
  channel.guild.voiceStates.cache.filter((state) => state.channelId === channel.id).size >= channel.userLimit;
