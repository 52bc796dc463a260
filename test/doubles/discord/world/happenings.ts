import type { LocalChannel } from './channel.ts';
import type { GuildSetup, LocalGuild, Member, ScheduledEvent, ScheduledEventSetup } from './guild.ts';
import type { Mailroom } from './mailroom.ts';
import type { LocalMessage } from './message.ts';
import { channelJson, eventJson, memberJson, userJson } from './render.ts';
import type { World } from './world.ts';

export interface HappeningsParts {
  readonly world: World;
  readonly mailroom: Mailroom;
  readonly dispatch: (event: string, data: unknown, guildId: string | null) => void;
  readonly announceGuild: (guild: LocalGuild) => void;
  /** Takes the bot out of a voice channel. */
  readonly kickBot: (guild: LocalGuild) => void;
  readonly botChannel: (guild: LocalGuild) => LocalChannel | null;
}

/** What people and moderators do on their servers, told to the bot as Discord tells it. */
export class Happenings {
  readonly #parts: HappeningsParts;

  constructor(parts: HappeningsParts) {
    this.#parts = parts;
  }

  /** Somebody writes into a channel, with files. */
  write(
    person: { readonly id: string },
    channel: LocalChannel,
    content: string,
    files: readonly { readonly name: string; readonly data: Buffer; readonly contentType?: string }[] = [],
  ): LocalMessage {
    const { world, mailroom } = this.#parts;
    if (channel.guild) world.addMember(channel.guild, person.id);
    const kept = files.map((file) => mailroom.keepFile(channel, { contentType: 'application/octet-stream', ...file }));
    return mailroom.postFrom(person.id, channel, content, kept);
  }

  /** Somebody reacts to a message. */
  react(person: { readonly id: string }, message: LocalMessage, emoji: string): void {
    this.#parts.mailroom.react(message, emoji, person.id);
  }

  /** Somebody deletes a message. */
  deleteMessage(message: LocalMessage): void {
    this.#parts.mailroom.delete(message);
  }

  /** The bot is invited to one more guild. */
  addGuild(setup: GuildSetup = {}): LocalGuild {
    const guild = this.#parts.world.addGuild(setup);
    this.#parts.announceGuild(guild);
    return guild;
  }

  /** The bot is thrown out of a guild, or (`isOutage`) the guild can't be reached. */
  removeGuild(guild: LocalGuild, { isOutage = false } = {}): void {
    this.#parts.kickBot(guild);
    const data = { id: guild.id, ...(isOutage ? { unavailable: true } : {}) };
    this.#parts.dispatch('GUILD_DELETE', data, guild.id);
    if (!isOutage) this.#parts.world.guilds.delete(guild.id);
  }

  /** Its threads go with it, and the bot, when it is there. */
  deleteChannel(channel: LocalChannel): void {
    const { world, dispatch } = this.#parts;
    const { guild } = channel;
    if (!guild) return;
    channel.isDeleted = true;
    for (const thread of guild.channels.values()) if (thread.parent === channel) thread.isDeleted = true;
    if (this.#parts.botChannel(guild) === channel) this.#parts.kickBot(guild);
    const data = channelJson(world, channel);
    dispatch(channel.isThread ? 'THREAD_DELETE' : 'CHANNEL_DELETE', data, guild.id);
  }

  /** Nickname and permission bits of somebody, who becomes a member. */
  setMember(
    guild: LocalGuild,
    person: { readonly id: string },
    changes: Partial<Pick<Member, 'nick' | 'permissions'>>,
  ) {
    const { world, dispatch } = this.#parts;
    const isNew = !guild.members.has(person.id);
    world.addMember(guild, person.id);
    Object.assign(guild.members.get(person.id) ?? {}, changes);
    const data = { guild_id: guild.id, ...memberJson(world, guild, person.id) };
    dispatch(isNew ? 'GUILD_MEMBER_ADD' : 'GUILD_MEMBER_UPDATE', data, guild.id);
  }

  removeMember(
    guild: LocalGuild,
    person: { readonly id: string; readonly name: string; readonly isBot: boolean },
  ): void {
    guild.members.delete(person.id);
    this.#parts.dispatch('GUILD_MEMBER_REMOVE', { guild_id: guild.id, user: userJson(person) }, guild.id);
  }

  scheduleEvent(guild: LocalGuild, setup: ScheduledEventSetup): ScheduledEvent {
    const event = this.#parts.world.addEvent(guild, setup);
    this.#parts.dispatch('GUILD_SCHEDULED_EVENT_CREATE', eventJson(this.#parts.world, guild, event), guild.id);
    return event;
  }

  /** 2 begins it, 3 ends it, 4 cancels it. */
  setEventStatus(guild: LocalGuild, event: ScheduledEvent, status: 1 | 2 | 3 | 4): void {
    event.status = status;
    this.#parts.dispatch('GUILD_SCHEDULED_EVENT_UPDATE', eventJson(this.#parts.world, guild, event), guild.id);
  }

  deleteEvent(guild: LocalGuild, event: ScheduledEvent): void {
    guild.events.delete(event.id);
    this.#parts.dispatch('GUILD_SCHEDULED_EVENT_DELETE', eventJson(this.#parts.world, guild, event), guild.id);
  }
}
