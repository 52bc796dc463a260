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
import type { LocalGuild } from './world/guild.ts';
import { Happenings } from './world/happenings.ts';
import { Mailroom } from './world/mailroom.ts';
import type { LocalMessage } from './world/message.ts';
import { voiceStateJson } from './world/render.ts';
import { World } from './world/world.ts';

/** A whole Discord on 127.0.0.1: REST, gateway, voice servers, and the people on it. */
export class LocalDiscord implements AsyncDisposable {
  readonly world: World;
  readonly notices = new Notices();
  readonly rest: RestServer;
  readonly gateway: Gateway;
  readonly people: People;
  readonly happen: Happenings;
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
    const mailroom = new Mailroom({ world: this.world, notices, dispatch, cdnUrl: () => this.#origin('http') });
    this.commands = new CommandBook(this.world);
    const shared = {
      world: this.world,
      notices,
      mailroom,
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
    this.happen = new Happenings({
      world: this.world,
      mailroom,
      dispatch,
      announceGuild: (guild) => this.gateway.announceGuild(guild),
      kickBot: (guild) => this.voice.kickBot(guild),
      botChannel: (guild) => this.voice.botChannel(guild),
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

  /** Types a command and waits for the answer. @see People.slash */
  slash(...parts: Parameters<People['slash']>): Promise<Interaction> {
    return this.people.slash(...parts);
  }

  /** The newest message with this text in it, of those that are there or the first that comes (or is edited so). */
  message(text: string | RegExp, channel: LocalChannel | null = null): Promise<LocalMessage> {
    const isMeant = (message: LocalMessage) =>
      !message.isDeleted &&
      (channel === null || message.channel === channel) &&
      (typeof text === 'string' ? message.text.includes(text) : text.test(message.text));
    return this.notices.until(() => [...this.world.messages.values()].findLast(isMeant), `a message with ${text}`);
  }

  /** The thread of this name, or the first that gets it. */
  thread(name: string): Promise<LocalChannel> {
    const threads = () => [...this.world.guilds.values()].flatMap((guild) => guild.threads);
    return this.notices.until(() => threads().find((thread) => thread.name === name), `a thread ${name}`);
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
