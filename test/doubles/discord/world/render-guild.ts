import type { LocalGuild } from './guild.ts';
import { channelJson, eventJson, memberJson, rolesJson, voiceStateJson } from './render.ts';
import type { World } from './world.ts';

/** The plain facts of a guild, as REST gives them. */
export const guildJson = (guild: LocalGuild) => ({
  id: guild.id,
  name: guild.name,
  owner_id: guild.ownerId,
  icon: null,
  splash: null,
  discovery_splash: null,
  afk_channel_id: null,
  afk_timeout: 300,
  verification_level: 0,
  default_message_notifications: 0,
  explicit_content_filter: 0,
  roles: rolesJson(guild),
  emojis: [],
  stickers: [],
  features: [],
  mfa_level: 0,
  application_id: null,
  system_channel_id: null,
  system_channel_flags: 0,
  rules_channel_id: null,
  max_presences: null,
  max_members: 500_000,
  vanity_url_code: null,
  description: null,
  banner: null,
  premium_tier: 0,
  premium_subscription_count: 0,
  preferred_locale: guild.locale,
  public_updates_channel_id: null,
  nsfw_level: 0,
  premium_progress_bar_enabled: false,
  safety_alerts_channel_id: null,
});

/**
 * GUILD_CREATE. Without the privileged members intent Discord lists only the bot itself and who is in voice, which is what every bot of
 * this project gets.
 */
export function guildCreateJson(world: World, guild: LocalGuild, hasMembersIntent: boolean) {
  const inVoice = [...guild.voiceStates.keys()].filter((id) => id !== world.bot.id);
  const shown = hasMembersIntent ? [...guild.members.keys()] : [world.bot.id, ...inVoice];
  const channels = [...guild.channels.values()].filter((channel) => !channel.isDeleted);
  const joinedAtMs = guild.members.get(world.bot.id)?.joinedAtMs ?? 0;
  return {
    ...guildJson(guild),
    unavailable: false,
    joined_at: new Date(joinedAtMs).toISOString(),
    large: false,
    member_count: guild.members.size,
    members: shown.map((id) => memberJson(world, guild, id)),
    channels: channels.filter((channel) => !channel.isThread).map((channel) => channelJson(world, channel)),
    threads: channels
      .filter((channel) => channel.isThread && !channel.isArchived)
      .map((thread) => channelJson(world, thread)),
    voice_states: [...guild.voiceStates.values()].map((state) => withoutGuild(voiceStateJson(world, guild, state))),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [...guild.events.values()].map((event) => eventJson(world, guild, event)),
    soundboard_sounds: [],
  };
}

function withoutGuild<T extends { readonly guild_id: string }>({ guild_id: _, ...rest }: T) {
  return rest;
}
