import {
  ChannelType,
  type Client,
  Events,
  type Guild,
  type GuildScheduledEvent,
  GuildScheduledEventStatus,
  type PartialGuildScheduledEvent,
  type VoiceState,
} from 'discord.js';
import { MomError, toMomError } from '../../../errors.ts';
import type { Logger } from '../../../log.ts';
import type { PresenceChange, PresenceListener, PresentMember, VoicePresence } from '../../../ports/voice-presence.ts';
import type { Places } from '../thread/opened-thread.ts';
import { canHaveThreads, canPostIn, checkTextChannel, checkVoiceChannel } from './check-permissions.ts';
import { harvestVocabulary } from './vocabulary.ts';

/** What the gateway tells of people and places, from discord.js' own memory of it. */
export class DiscordPresence implements VoicePresence, Places {
  readonly #client: Client;
  readonly #log: Logger;
  readonly #listeners = new Set<PresenceListener>();

  constructor(client: Client, log: Logger) {
    this.#client = client;
    this.#log = log;
    client.on(Events.VoiceStateUpdate, (before, after) => this.#moved(before, after));
    client.on(Events.GuildCreate, ({ id }) => this.#tell((listener) => listener.onGuildJoin?.(id)));
    client.on(Events.GuildAvailable, ({ id }) => this.#tell((listener) => listener.onGuildJoin?.(id)));
    client.on(Events.GuildDelete, ({ id }) => this.#tell((listener) => listener.onGuildLeave?.(id)));
    client.on(Events.GuildScheduledEventUpdate, (before, after) => this.#eventChanged(before, after));
    client.on(Events.GuildScheduledEventDelete, (event) => this.#eventEnded(event));
  }

  listen(listener: PresenceListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  guildIds(): readonly string[] {
    return [...this.#client.guilds.cache.keys()];
  }

  occupied(guildId: string): readonly PresenceChange[] {
    const states = this.#client.guilds.cache.get(guildId)?.voiceStates.cache;
    const channelIds = new Set(states?.map(({ channelId }) => channelId));
    return [...channelIds].flatMap((channelId) => {
      const humanIds = channelId === null ? [] : this.#humansIn(guildId, channelId);
      return channelId === null || humanIds.length === 0 ? [] : [{ guildId, channelId, humanIds }];
    });
  }

  async whoIsThere(guildId: string, channelId: string, signal?: AbortSignal): Promise<readonly PresentMember[]> {
    const guild = this.#client.guilds.cache.get(guildId);
    if (!guild) throw new MomError('voice_failed', 'the server is not known');
    const present: PresentMember[] = [];
    for (const userId of this.#humansIn(guildId, channelId)) {
      signal?.throwIfAborted();
      await this.#learn(guild, userId);
      if (!this.isBot(guildId, userId)) present.push({ userId, name: this.nameOf(guildId, userId) });
    }
    return present;
  }

  nameOf(guildId: string, userId: string): string {
    const member = this.#client.guilds.cache.get(guildId)?.members.cache.get(userId);
    return member?.displayName ?? this.#client.users.cache.get(userId)?.displayName ?? userId;
  }

  isBot(guildId: string, userId: string): boolean {
    const member = this.#client.guilds.cache.get(guildId)?.members.cache.get(userId);
    return member?.user.bot ?? this.#client.users.cache.get(userId)?.bot ?? false;
  }

  channelName(guildId: string, channelId: string): string | null {
    return this.#client.guilds.cache.get(guildId)?.channels.cache.get(channelId)?.name ?? null;
  }

  vocabulary(guildId: string, channelId: string, limit: number): readonly string[] {
    const guild = this.#client.guilds.cache.get(guildId);
    const names = this.#humansIn(guildId, channelId).map((userId) => this.nameOf(guildId, userId));
    return guild ? harvestVocabulary(guild, channelId, names, limit) : [];
  }

  checkPermissions(guildId: string, channelId: string, textChannelId: string | null): void {
    const guild = this.#client.guilds.cache.get(guildId);
    if (!guild) throw new MomError('voice_forbidden', 'AI MOM is not in this server (any more).');
    checkVoiceChannel(guild, channelId);
    if (textChannelId !== null) checkTextChannel(guild, textChannelId);
  }

  canHaveThreads(channelId: string): boolean {
    const channel = this.#client.channels.cache.get(channelId);
    return channel === undefined || channel.isDMBased() || canHaveThreads(channel);
  }

  /** Whether it is a channel with a status line: voice channels only. */
  hasStatus(channelId: string): boolean {
    return this.#client.channels.cache.get(channelId)?.type === ChannelType.GuildVoice;
  }

  canPost(channelId: string): boolean {
    const channel = this.#client.channels.cache.get(channelId);
    return channel !== undefined && !channel.isDMBased() && canPostIn(channel);
  }

  isKnown(channelId: string): boolean {
    return this.#client.channels.cache.has(channelId);
  }

  #humansIn(guildId: string, channelId: string): readonly string[] {
    const states = this.#client.guilds.cache.get(guildId)?.voiceStates.cache;
    const inside = states?.filter((state) => state.channelId === channelId && !this.isBot(guildId, state.id));
    return [...(inside?.keys() ?? [])];
  }

  /** Voice states mostly bring the member along; one that did not is asked for, which needs no privileged intent. */
  async #learn(guild: Guild, userId: string): Promise<void> {
    if (guild.members.cache.has(userId)) return;
    try {
      await guild.members.fetch(userId);
    } catch (error: unknown) {
      this.#log.warn({ err: toMomError(error), userId }, 'a member is not known');
    }
  }

  #moved(before: VoiceState, after: VoiceState): void {
    if (before.channelId === after.channelId) return;
    const guildId = after.guild.id;
    for (const channelId of [before.channelId, after.channelId])
      if (channelId !== null) {
        const change = { guildId, channelId, humanIds: this.#humansIn(guildId, channelId) };
        this.#tell((listener) => listener.onVoicePresence?.(change));
      }
  }

  #eventChanged(before: GuildScheduledEvent | PartialGuildScheduledEvent | null, after: GuildScheduledEvent): void {
    const isActive = after.status === GuildScheduledEventStatus.Active;
    const wasActive = before?.status === GuildScheduledEventStatus.Active;
    if (isActive !== wasActive) this.#tellEvent(after, isActive);
  }

  #eventEnded(event: GuildScheduledEvent | PartialGuildScheduledEvent): void {
    if (event.status === GuildScheduledEventStatus.Active) this.#tellEvent(event, false);
  }

  #tellEvent({ guildId, channelId, name }: GuildScheduledEvent | PartialGuildScheduledEvent, isActive: boolean): void {
    if (channelId === null) return;
    this.#tell((listener) => listener.onEvent?.({ guildId, channelId, title: name ?? '', isActive }));
  }

  #tell(action: (listener: PresenceListener) => void): void {
    for (const listener of this.#listeners)
      try {
        action(listener);
      } catch (error: unknown) {
        this.#log.error({ err: toMomError(error) }, 'somebody who listens to presence failed');
      }
  }
}
