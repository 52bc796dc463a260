import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Json } from '../json.ts';
import type { Notices } from '../notices.ts';
import type { LocalGuild } from '../world/guild.ts';
import { memberJson, selfJson, userJson } from '../world/render.ts';
import { guildCreateJson } from '../world/render-guild.ts';
import type { World } from '../world/world.ts';
import { gatewayOp } from './gateway-ops.ts';
import { GatewaySession, type Shard } from './gateway-session.ts';
import { GatewaySocket } from './gateway-socket.ts';
import { intent } from './intents.ts';
import { seenWith } from './message-content.ts';

export interface GatewaySettings {
  readonly token: string;
  readonly heartbeatMs: number;
  /** Privileged intents that this application was granted. */
  readonly privilegedIntents: number;
  readonly shardCount: number;
}

export interface GatewayFaults {
  /** RESUME is refused with op 9 `d: false`. */
  refusesResume: boolean;
  ignoresHeartbeats: boolean;
  /** IDENTIFY is answered with op 9 this many times. */
  refusedIdentifies: number;
}

export interface VoiceRequest {
  readonly guildId: string;
  readonly channelId: string | null;
  /** Of the real clock, monotonic. */
  readonly atMs: number;
}

/** The gateway, version 10, JSON without compression, on the REST server's port. */
export class Gateway implements Disposable {
  readonly faults: GatewayFaults = { refusesResume: false, ignoresHeartbeats: false, refusedIdentifies: 0 };
  /** Every op 4 that ever came. */
  readonly voiceRequests: VoiceRequest[] = [];
  readonly world: World;
  readonly settings: GatewaySettings;
  readonly notices: Notices;
  readonly url: () => string;
  readonly #sockets: WebSocketServer;
  readonly #sessions = new Map<string, GatewaySession>();
  readonly #onVoiceRequest: (guild: LocalGuild, request: Json) => boolean;
  readonly #onSessionEnd: () => void;
  #identifyCount = 0;

  constructor(
    server: Server,
    parts: Pick<Gateway, 'world' | 'settings' | 'notices' | 'url'> & {
      readonly onVoiceRequest: (guild: LocalGuild, request: Json) => boolean;
      /** The last session is gone: Discord takes the bot out of its calls. */
      readonly onSessionEnd: () => void;
    },
  ) {
    this.world = parts.world;
    this.settings = parts.settings;
    this.notices = parts.notices;
    this.url = parts.url;
    this.#onVoiceRequest = parts.onVoiceRequest;
    this.#onSessionEnd = parts.onSessionEnd;
    this.#sockets = new WebSocketServer({ server });
    this.#sockets.on('connection', (socket: WebSocket) => new GatewaySocket(socket, this).greet());
  }

  get identifyCount(): number {
    return this.#identifyCount;
  }

  get sessions(): readonly GatewaySession[] {
    return [...this.#sessions.values()];
  }

  get isConnected(): boolean {
    return this.sessions.some(({ socket }) => socket !== null);
  }

  session(id: string): GatewaySession | null {
    return this.#sessions.get(id) ?? null;
  }

  /** To every session whose intents and shard want it. Without a guild: to the first shard, as direct messages are. */
  dispatch(event: string, data: unknown, guildId: string | null): void {
    for (const session of this.#sessions.values()) {
      const isMine = guildId === null ? session.shard.index === 0 : session.holdsGuild(guildId);
      if (isMine) session.dispatch(event, seenWith(session.intents, event, data, this.world.bot.id), guildId === null);
    }
  }

  identify(socket: WebSocket, intents: number, shard: Shard, presence: unknown): GatewaySession {
    this.#identifyCount += 1;
    this.#forgetLost(shard);
    const session = new GatewaySession(socket, intents, shard);
    this.#sessions.set(session.id, session);
    const guilds = [...this.world.guilds.values()].filter(({ id }) => session.holdsGuild(id));
    session.dispatch('READY', {
      v: 10,
      user: selfJson(this.world.bot),
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: this.url(),
      shard: [shard.index, shard.count],
      application: { id: this.world.bot.id, flags: 0 },
      private_channels: [],
      relationships: [],
      presences: [],
      user_settings: {},
      _trace: [],
    });
    for (const guild of guilds) this.#createGuild(session, guild);
    this.notices.emit('gateway-identify', { intents, shard, presence });
    return session;
  }

  /** The bot is invited to one more guild. */
  announceGuild(guild: LocalGuild): void {
    for (const session of this.#sessions.values()) if (session.holdsGuild(guild.id)) this.#createGuild(session, guild);
  }

  requestVoice(guildId: string, request: Json): void {
    const guild = this.world.guilds.get(guildId);
    const channelId = typeof request['channel_id'] === 'string' ? request['channel_id'] : null;
    const atMs = performance.now();
    this.voiceRequests.push({ guildId, channelId, atMs });
    const isAnswered = guild ? this.#onVoiceRequest(guild, request) : false;
    this.notices.emit('voice-request', { guildId, channelId, isAnswered, atMs });
  }

  /** Op 8: whoever of the members was asked for. */
  sendMembers(session: GatewaySession, request: Json): void {
    const guild = this.world.guilds.get(String(request['guild_id']));
    if (!guild) return;
    const asked = new Set(([] as unknown[]).concat(request['user_ids'] ?? []));
    const query = String(request['query'] ?? '').toLowerCase();
    const isWanted = (id: string) =>
      asked.size > 0 ? asked.has(id) : this.#nameOf(id).toLowerCase().startsWith(query);
    const found = [...guild.members.keys()].filter(isWanted);
    session.dispatch('GUILD_MEMBERS_CHUNK', {
      guild_id: guild.id,
      members: found.map((id) => memberJson(this.world, guild, id)),
      chunk_index: 0,
      chunk_count: 1,
      not_found: [...asked].filter((id) => !guild.members.has(String(id))),
      nonce: request['nonce'],
    });
  }

  /** Cuts every connection, with a close frame when a code is given. Sessions can be resumed. */
  drop(code?: number): void {
    for (const { socket } of this.#sessions.values()) {
      if (code === undefined) socket?.terminate();
      else socket?.close(code);
    }
  }

  /** Op 7: clients are asked to come back. */
  requestReconnect(): void {
    for (const session of this.#sessions.values()) session.send(gatewayOp.RECONNECT, null);
  }

  /** Op 9: the session is over; `isResumable` says whether RESUME may be tried. */
  invalidate(isResumable: boolean): void {
    for (const session of this.#sessions.values()) session.send(gatewayOp.INVALID_SESSION, isResumable);
    if (!isResumable) this.#sessions.clear();
  }

  /** Forgets every session, as Discord does some time after the connection was lost; the bot leaves its calls. */
  endSessions(): void {
    this.drop();
    this.#sessions.clear();
    this.#onSessionEnd();
  }

  [Symbol.dispose](): void {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
  }

  /** A shard that logs in anew does not come back for its old, lost session. */
  #forgetLost(shard: Shard): void {
    for (const [id, session] of this.#sessions)
      if (session.socket === null && session.shard.index === shard.index) this.#sessions.delete(id);
  }

  #createGuild(session: GatewaySession, guild: LocalGuild): void {
    const hasMembers = (session.intents & intent.GUILD_MEMBERS) !== 0;
    session.dispatch('GUILD_CREATE', guildCreateJson(this.world, guild, hasMembers));
  }

  #nameOf(userId: string): string {
    const person = this.world.people.get(userId);
    return person ? userJson(person).username : '';
  }
}
