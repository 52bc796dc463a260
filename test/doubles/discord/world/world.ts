import type { Clock } from '../../../../src/ports/clock.ts';
import { type ChannelSetup, LocalChannel } from './channel.ts';
import { type GuildSetup, LocalGuild, type ScheduledEventSetup } from './guild.ts';
import type { LocalMessage } from './message.ts';
import { Snowflakes } from './snowflakes.ts';

/** A human or a bot, as far as the server knows one. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly isBot: boolean;
}

const DEFAULT_CHANNELS: readonly ChannelSetup[] = [
  { name: 'general', kind: 'text' },
  { name: 'Meeting', kind: 'voice' },
  { name: 'Other', kind: 'voice' },
  { name: 'Stage', kind: 'stage' },
];

/** Everything that the double knows: guilds, channels, people, messages. Rules and protocols stand elsewhere. */
export class World {
  readonly clock: Clock;
  readonly ids: Snowflakes;
  readonly bot: Person;
  readonly ownerId: string;
  readonly guilds = new Map<string, LocalGuild>();
  readonly people = new Map<string, Person>();
  readonly directChannels = new Map<string, LocalChannel>();
  readonly messages = new Map<string, LocalMessage>();

  constructor(clock: Clock, guilds: readonly GuildSetup[]) {
    this.clock = clock;
    this.ids = new Snowflakes(clock);
    this.bot = this.addPerson('mom', { isBot: true });
    this.ownerId = this.addPerson('owner').id;
    for (const setup of guilds) this.addGuild(setup);
  }

  addPerson(name: string, { isBot = false } = {}): Person {
    const person = { id: this.ids.next(), name, isBot };
    this.people.set(person.id, person);
    return person;
  }

  addGuild(setup: GuildSetup): LocalGuild {
    const ids = { id: this.ids.next(), ownerId: this.ownerId, botRoleId: this.ids.next() };
    const guild = new LocalGuild(ids, setup);
    this.guilds.set(guild.id, guild);
    for (const channel of setup.channels ?? DEFAULT_CHANNELS) this.addChannel(guild, channel);
    for (const name of setup.roles ?? []) guild.roles.push({ id: this.ids.next(), name, permissions: 0n });
    for (const event of setup.events ?? []) this.addEvent(guild, event);
    this.addMember(guild, this.bot.id);
    this.addMember(guild, this.ownerId);
    return guild;
  }

  addChannel(guild: LocalGuild, setup: ChannelSetup, parent: LocalChannel | null = null, id = this.ids.next()) {
    const channel = new LocalChannel(id, setup, guild, parent);
    guild.channels.set(channel.id, channel);
    return channel;
  }

  addMember(guild: LocalGuild, userId: string): void {
    if (guild.members.has(userId)) return;
    const fresh = { nick: null, permissions: 0n, roleIds: [] };
    guild.members.set(userId, { userId, joinedAtMs: this.clock.now(), ...fresh });
  }

  addEvent(guild: LocalGuild, setup: ScheduledEventSetup) {
    const channelId = setup.channel === undefined ? null : guild.channel(setup.channel).id;
    const event = { ...setup, id: this.ids.next(), channelId, status: 1 };
    guild.events.set(event.id, event);
    return event;
  }

  /** A channel of any guild, or a DM. */
  findChannel(id: string): LocalChannel | null {
    const inGuild = [...this.guilds.values()].map((guild) => guild.channels.get(id)).find((channel) => channel);
    const channel = inGuild ?? [...this.directChannels.values()].find((direct) => direct.id === id);
    return channel && !channel.isDeleted ? channel : null;
  }

  directChannel(userId: string): LocalChannel {
    const known = this.directChannels.get(userId);
    if (known) return known;
    const channel = new LocalChannel(this.ids.next(), { name: 'dm', kind: 'dm' }, null);
    channel.recipientId = userId;
    this.directChannels.set(userId, channel);
    return channel;
  }

  /** A guild by name or id; the first when nothing is given. @throws when there is none */
  guild(nameOrId?: string): LocalGuild {
    const all = [...this.guilds.values()];
    const found = nameOrId === undefined ? all[0] : all.find(({ id, name }) => id === nameOrId || name === nameOrId);
    if (!found) throw new Error(`local Discord: no guild ${nameOrId ?? ''}`);
    return found;
  }
}
