import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Gateway } from './gateway/gateway.ts';
import { Notices } from './notices.ts';
import { type DiscordOptions, settingsOf } from './options.ts';
import type { Interaction } from './people/interaction.ts';
import { People } from './people/people.ts';
import { CommandBook } from './rest/command-book.ts';
import type { Violation } from './rest/record.ts';
import { RestServer } from './rest/rest-server.ts';
import { allRoutes } from './rest/routes/index.ts';
import { SimulatedUser } from './voice/simulated-user.ts';
import { testCa } from './voice/test-ca.ts';
import { VoiceSide } from './voice/voice-side.ts';
import type { LocalChannel } from './world/channel.ts';
import type { GuildSetup, LocalGuild, Member } from './world/guild.ts';
import { Mailroom } from './world/mailroom.ts';
import type { LocalMessage } from './world/message.ts';
import { eventJson, memberJson, voiceStateJson } from './world/render.ts';
import { World } from './world/world.ts';

/** A whole Discord on 127.0.0.1: REST, gateway, voice servers, and the people on it. */
export class LocalDiscord implements AsyncDisposable {
  readonly world: World;
  readonly notices = new Notices();
  readonly rest: RestServer;
  readonly gateway: Gateway;
  readonly people: People;
  readonly mailroom: Mailroom;
  readonly commands: CommandBook;
  readonly token: string;
  /** What the bot did against Discord's rules, over REST, gateway or voice. Tests expect none. */
  readonly violations: Violation[] = [];
  readonly #server: Server;
  readonly #users = new Map<string, SimulatedUser>();
  readonly #interactions = new Map<string, Interaction>();
  #voice: VoiceSide | null = null;

  private constructor(options: DiscordOptions) {
    const settings = settingsOf(options);
    const { clock, token, shardCount, fileLimitBytes } = settings;
    const { notices } = this;
    const dispatch = this.dispatch.bind(this);
    this.token = token;
    notices.on('violation', (violation) => this.violations.push(violation));
    this.world = new World(clock, settings.guilds);
    this.mailroom = new Mailroom({ world: this.world, notices, dispatch, cdnUrl: () => this.#origin('http') });
    this.commands = new CommandBook(this.world);
    const shared = {
      world: this.world,
      notices,
      mailroom: this.mailroom,
      commands: this.commands,
      dispatch,
      fileLimitBytes,
    };
    const gatewayUrl = () => this.#origin('ws');
    const interactions = this.#interactions;
    const routes = allRoutes({ ...shared, interactions, voice: () => this.voice, gatewayUrl, shardCount });
    this.rest = new RestServer({ token, clock, notices, routes, rates: settings.rates });
    this.people = new People({ ...shared, interactions });
    this.#server = createServer((request, response) => void this.rest.serve(request, response));
    this.gateway = new Gateway(this.#server, {
      world: this.world,
      settings,
      notices,
      url: gatewayUrl,
      onVoiceRequest: (guild, request) => this.voice.request(guild, request),
      onSessionEnd: () => this.#leaveAllCalls(),
    });
  }

  /** Listens on free ports. */
  static async start(options: DiscordOptions = {}): Promise<LocalDiscord> {
    const discord = new LocalDiscord(options);
    discord.#server.listen({ host: '127.0.0.1', port: 0 });
    await once(discord.#server, 'listening');
    discord.#voice = await VoiceSide.open(discord.world, discord.notices, settingsOf(options), {
      state: (guild, state) =>
        discord.dispatch('VOICE_STATE_UPDATE', voiceStateJson(discord.world, guild, state), guild.id),
      server: (guild, token, endpoint) =>
        discord.dispatch('VOICE_SERVER_UPDATE', { token, guild_id: guild.id, endpoint }, guild.id),
    });
    return discord;
  }

  /** For discord.js: `rest: { api: discord.apiUrl }`. */
  get apiUrl(): string {
    return `${this.#origin('http')}/api`;
  }

  /** The test authority's certificate: `NODE_EXTRA_CA_CERTS` of child processes. */
  get caPath(): string {
    return testCa().caPath;
  }

  get botId(): string {
    return this.world.bot.id;
  }

  get voice(): VoiceSide {
    if (!this.#voice) throw new Error('local Discord: not started');
    return this.#voice;
  }

  guild(nameOrId?: string): LocalGuild {
    return this.world.guild(nameOrId);
  }

  /** One more guild, told to the bot when it is connected. */
  addGuild(setup: GuildSetup = {}): LocalGuild {
    const guild = this.world.addGuild(setup);
    this.gateway.announceGuild(guild);
    return guild;
  }

  /** A person of this name, made when there is none yet; a member of every guild that it does something in. */
  user(name: string, { isBot = false } = {}): SimulatedUser {
    const known = this.#users.get(name);
    if (known) return known;
    const user = new SimulatedUser(this.world.addPerson(name, { isBot }), {
      call: (channel) => this.voice.call(channel),
      guildOf: (channel) => guildOf(channel),
      setVoiceState: (guild, state) => this.voice.setState(guild, state),
    });
    this.#users.set(name, user);
    return user;
  }

  /** Nickname and permission bits of a person in a guild, who becomes a member. */
  setMember(
    guild: LocalGuild,
    user: { readonly id: string },
    changes: Partial<Pick<Member, 'nick' | 'permissions'>>,
  ): void {
    this.world.addMember(guild, user.id);
    const member = guild.members.get(user.id);
    if (member) Object.assign(member, changes);
    this.dispatch('GUILD_MEMBER_UPDATE', { guild_id: guild.id, ...memberJson(this.world, guild, user.id) }, guild.id);
  }

  /** Types a command and waits for the answer. @see People.slash */
  slash(...parts: Parameters<People['slash']>): Promise<Interaction> {
    return this.people.slash(...parts);
  }

  /** A person writes into a channel. */
  write(user: SimulatedUser, channel: LocalChannel, content: string): LocalMessage {
    if (channel.guild) this.world.addMember(channel.guild, user.id);
    return this.mailroom.postFrom(user.id, channel, content);
  }

  /** A scheduled event is made, or changes its status (2 active, 3 completed, 4 cancelled). */
  scheduleEvent(guild: LocalGuild, setup: Parameters<World['addEvent']>[1]) {
    const event = this.world.addEvent(guild, setup);
    this.dispatch('GUILD_SCHEDULED_EVENT_CREATE', eventJson(this.world, guild, event), guild.id);
    return event;
  }

  setEventStatus(guild: LocalGuild, event: ReturnType<World['addEvent']>, status: 1 | 2 | 3 | 4): void {
    event.status = status;
    this.dispatch('GUILD_SCHEDULED_EVENT_UPDATE', eventJson(this.world, guild, event), guild.id);
  }

  /** Any gateway event, as it is. */
  dispatch(event: string, data: unknown, guildId: string | null): void {
    this.gateway.dispatch(event, data, guildId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#voice?.[Symbol.asyncDispose]();
    this.gateway[Symbol.dispose]();
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #origin(scheme: string): string {
    return `${scheme}://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  #leaveAllCalls(): void {
    for (const guild of this.world.guilds.values()) this.voice.kickBot(guild);
  }
}

function guildOf(channel: LocalChannel): LocalGuild {
  if (!channel.guild) throw new Error(`local Discord: ${channel.name} belongs to no guild`);
  return channel.guild;
}
