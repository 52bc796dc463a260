import { randomBytes } from 'node:crypto';
import { asNumber, asText, type Json } from '../json.ts';
import type { Notices } from '../notices.ts';
import type { LocalChannel } from '../world/channel.ts';
import type { LocalGuild } from '../world/guild.ts';
import { permission } from '../world/permissions.ts';
import type { VoiceState } from '../world/voice-state.ts';
import type { World } from '../world/world.ts';
import { VoiceCall } from './voice-call.ts';
import type { Admission, VoiceConnection } from './voice-connection.ts';
import { VoiceHost } from './voice-host.ts';
import { voiceClose } from './voice-ops.ts';
import type { VoiceDirectory } from './voice-socket.ts';

export interface VoiceSettings {
  /** End-to-end encryption in voice channels (never in stage channels). */
  readonly hasDave: boolean;
  /** Clients that can't do it are closed with 4017. */
  readonly requiresDave: boolean;
  readonly modes: readonly string[];
  readonly voiceHeartbeatMs: number;
}

/** How voice states and servers reach the gateway. */
export interface VoiceBroadcast {
  state(guild: LocalGuild, state: VoiceState): void;
  server(guild: LocalGuild, token: string, endpoint: string | null): void;
}

export interface VoiceFaults {
  /** How many of the next op 4 stay without answer. */
  unansweredRequests: number;
  /** Op 7 is refused with 4006. */
  refusesResume: boolean;
  /** Op 3 stays without answer. */
  ignoresHeartbeats: boolean;
}

interface BotVoice {
  readonly channel: LocalChannel;
  readonly sessionId: string;
  readonly token: string;
}

/** All voice servers and calls, and where the bot is in them. */
export class VoiceSide implements VoiceDirectory, AsyncDisposable {
  readonly notices: Notices;
  readonly faults: VoiceFaults = { unansweredRequests: 0, refusesResume: false, ignoresHeartbeats: false };
  readonly #world: World;
  readonly #settings: VoiceSettings;
  readonly #broadcast: VoiceBroadcast;
  readonly #hosts: VoiceHost[] = [];
  readonly #calls = new Map<string, VoiceCall>();
  readonly #bots = new Map<string, BotVoice>();
  #home: VoiceHost | null = null;

  private constructor(world: World, notices: Notices, settings: VoiceSettings, broadcast: VoiceBroadcast) {
    this.#world = world;
    this.notices = notices;
    this.#settings = settings;
    this.#broadcast = broadcast;
  }

  static async open(...parts: [World, Notices, VoiceSettings, VoiceBroadcast]): Promise<VoiceSide> {
    const side = new VoiceSide(...parts);
    side.#home = await side.addHost();
    return side;
  }

  get heartbeatMs(): number {
    return this.#settings.voiceHeartbeatMs;
  }

  get modes(): readonly string[] {
    return this.#settings.modes;
  }

  get acknowledgesHeartbeats(): boolean {
    return !this.faults.ignoresHeartbeats;
  }

  /** One more voice server, to move calls to. */
  async addHost(): Promise<VoiceHost> {
    const host = await VoiceHost.open(this);
    this.#hosts.push(host);
    return host;
  }

  get hosts(): readonly VoiceHost[] {
    return this.#hosts;
  }

  call(channel: LocalChannel): VoiceCall {
    const known = this.#calls.get(channel.id);
    if (known) return known;
    if (!channel.isVoiceBased || !this.#home) throw new Error(`local Discord: ${channel.name} is no voice channel`);
    const hasDave = this.#settings.hasDave && channel.kind === 'voice';
    const call = new VoiceCall(channel, this.#home, this.notices, hasDave);
    this.#calls.set(channel.id, call);
    return call;
  }

  /** Where the bot is. */
  botChannel(guild: LocalGuild): LocalChannel | null {
    return this.#bots.get(guild.id)?.channel ?? null;
  }

  /** Op 4 of the bot. What it may not do stays without answer, as at Discord. @returns whether it was answered */
  request(guild: LocalGuild, request: Json): boolean {
    if (this.faults.unansweredRequests > 0) {
      this.faults.unansweredRequests -= 1;
      return false;
    }
    const flags = { isMuted: request['self_mute'] === true, isDeafened: request['self_deaf'] === true };
    if (request['channel_id'] === null) return this.#leave(guild, flags);
    const channel = guild.channels.get(asText(request['channel_id']));
    if (!channel || !this.#mayEnter(guild, channel)) return false;
    this.#place(guild, channel, flags);
    return true;
  }

  /** A moderator drags the bot elsewhere. */
  moveBot(guild: LocalGuild, channel: LocalChannel): void {
    const state = guild.voiceStates.get(this.#world.bot.id);
    if (!state) throw new Error(`local Discord: the bot is in no channel of ${guild.name}`);
    this.#place(guild, channel, state);
  }

  /** A moderator throws it out, the channel is deleted, or its gateway session died. */
  kickBot(guild: LocalGuild): void {
    this.#leave(guild, { isMuted: false, isDeafened: false });
  }

  /** Region change or failing server: the channel goes on elsewhere. */
  async moveCall(channel: LocalChannel, { announcesNull = false } = {}): Promise<void> {
    const guild = this.#guildOf(channel);
    if (announcesNull) this.loseServer(channel);
    const host = await this.addHost();
    this.call(channel).moveTo(host);
    if (this.botChannel(guild) === channel) this.sendServer(guild);
  }

  /** `endpoint: null`: the server is gone and another one is looked for. */
  loseServer(channel: LocalChannel): void {
    this.#broadcast.server(this.#guildOf(channel), newToken(), null);
  }

  /** VOICE_SERVER_UPDATE with a new token, for where the bot is. */
  sendServer(guild: LocalGuild): void {
    const voice = this.#bots.get(guild.id);
    if (!voice) return;
    const token = newToken();
    this.#bots.set(guild.id, { ...voice, token });
    this.#broadcast.server(guild, token, this.call(voice.channel).host.endpoint);
  }

  setState(guild: LocalGuild, state: VoiceState): void {
    this.#world.addMember(guild, state.userId);
    if (state.channelId === null) guild.voiceStates.delete(state.userId);
    else guild.voiceStates.set(state.userId, state);
    this.#broadcast.state(guild, state);
  }

  admit(host: VoiceHost, identify: Json): Admission | number {
    const guildId = asText(identify['server_id']);
    const voice = this.#bots.get(guildId);
    if (!voice || this.call(voice.channel).host !== host) return voiceClose.INVALID_SESSION;
    const { sessionId, token } = voice;
    if (identify['token'] !== token || identify['session_id'] !== sessionId) return voiceClose.INVALID_SESSION;
    const call = this.call(voice.channel);
    const daveVersion = call.dave ? Math.min(1, asNumber(identify['max_dave_protocol_version'])) : 0;
    if (call.dave && daveVersion === 0 && this.#settings.requiresDave) return voiceClose.DAVE_REQUIRED;
    return { call, userId: this.#world.bot.id, sessionId, token, daveVersion };
  }

  resume(host: VoiceHost, resume: Json): VoiceConnection | null {
    const voice = this.#bots.get(asText(resume['server_id']));
    const connection = voice ? this.call(voice.channel).connection : null;
    if (!connection || connection.call.host !== host || this.faults.refusesResume) return null;
    const isSame = connection.sessionId === resume['session_id'] && connection.token === resume['token'];
    return isSame ? connection : null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const call of this.#calls.values()) call[Symbol.dispose]();
    await Promise.all(this.#hosts.map((host) => host[Symbol.asyncDispose]()));
  }

  #mayEnter(guild: LocalGuild, channel: LocalChannel): boolean {
    const may = guild.botMay(channel);
    const isInside = this.botChannel(guild) === channel;
    const isFull = channel.userLimit > 0 && guild.occupants(channel.id).length >= channel.userLimit;
    const needed = permission.VIEW_CHANNEL | permission.CONNECT;
    if (!channel.isVoiceBased || channel.isDeleted || (may & needed) !== needed) return false;
    return isInside || !isFull || (may & permission.MOVE_MEMBERS) !== 0n;
  }

  /** The session stays the same within one channel. */
  #place(guild: LocalGuild, channel: LocalChannel, flags: Pick<VoiceState, 'isMuted' | 'isDeafened'>): void {
    const previous = this.#bots.get(guild.id);
    const isSame = previous?.channel === channel;
    const sessionId = isSame ? previous.sessionId : randomBytes(16).toString('hex');
    this.#bots.set(guild.id, { channel, sessionId, token: '' });
    this.setState(guild, this.#botState(channel, sessionId, flags));
    if (previous && !isSame) this.call(previous.channel).disconnect(voiceClose.DISCONNECTED);
    this.sendServer(guild);
  }

  #leave(guild: LocalGuild, flags: Pick<VoiceState, 'isMuted' | 'isDeafened'>): boolean {
    const previous = this.#bots.get(guild.id);
    if (!previous) return false;
    this.#bots.delete(guild.id);
    this.setState(guild, { ...this.#botState(previous.channel, previous.sessionId, flags), channelId: null });
    this.call(previous.channel).disconnect(voiceClose.DISCONNECTED);
    return true;
  }

  #botState(channel: LocalChannel, sessionId: string, flags: Pick<VoiceState, 'isMuted' | 'isDeafened'>): VoiceState {
    return {
      userId: this.#world.bot.id,
      channelId: channel.id,
      sessionId,
      isMuted: flags.isMuted,
      isDeafened: flags.isDeafened,
      isServerMuted: false,
      isServerDeafened: false,
      isSuppressed: channel.kind === 'stage',
    };
  }

  #guildOf(channel: LocalChannel): LocalGuild {
    if (!channel.guild) throw new Error(`local Discord: ${channel.name} belongs to no guild`);
    return channel.guild;
  }
}

const newToken = (): string => randomBytes(8).toString('hex');
