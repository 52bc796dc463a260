import type { RawData, WebSocket } from 'ws';
import { asJson, asNumber, type Json } from '../json.ts';
import type { Gateway } from './gateway.ts';
import { gatewayClose, gatewayOp } from './gateway-ops.ts';
import type { GatewaySession, Shard } from './gateway-session.ts';
import { KNOWN_INTENTS, PRIVILEGED_INTENTS } from './intents.ts';

/** docs: "Rate Limiting": 120 events in 60 s, else the connection is closed. */
const EVENT_LIMIT = 120;
const EVENT_WINDOW_MS = 60_000;
const GATEWAY = { method: 'GATEWAY', path: '', status: 0 };

/** Serves one WebSocket of the gateway. */
export class GatewaySocket {
  readonly #socket: WebSocket;
  readonly #gateway: Gateway;
  #session: GatewaySession | null = null;
  #eventTimes: number[] = [];
  readonly #handlers: Readonly<Record<number, (data: unknown) => void>> = {
    [gatewayOp.HEARTBEAT]: () => this.#heartbeat(),
    [gatewayOp.IDENTIFY]: (data) => this.#identify(asJson(data)),
    [gatewayOp.RESUME]: (data) => this.#resume(asJson(data)),
    [gatewayOp.PRESENCE_UPDATE]: () => undefined,
    [gatewayOp.VOICE_STATE_UPDATE]: (data) => this.#voiceState(asJson(data)),
    [gatewayOp.REQUEST_GUILD_MEMBERS]: (data) =>
      this.#session && this.#gateway.sendMembers(this.#session, asJson(data)),
  };

  constructor(socket: WebSocket, gateway: Gateway) {
    this.#socket = socket;
    this.#gateway = gateway;
    socket.on('message', (data) => this.#receive(data));
    socket.on('close', (code) => {
      this.#session?.detach(socket);
      gateway.notices.emit('gateway-close', { code });
    });
  }

  greet(): void {
    this.#send(gatewayOp.HELLO, { heartbeat_interval: this.#gateway.settings.heartbeatMs, _trace: [] });
  }

  #receive(data: RawData): void {
    const message = parse(String(data));
    if (!message) return void this.#refuse(gatewayClose.DECODE_ERROR, 'not JSON');
    if (this.#isFlooding())
      return void this.#refuse(gatewayClose.RATE_LIMITED, `more than ${EVENT_LIMIT} events in 60 s`);
    const op = asNumber(message['op']);
    const handle = this.#handlers[op];
    if (!handle) return void this.#refuse(gatewayClose.UNKNOWN_OPCODE, `op ${op}`);
    const isOpening = op === gatewayOp.IDENTIFY || op === gatewayOp.RESUME || op === gatewayOp.HEARTBEAT;
    if (!this.#session && !isOpening)
      return void this.#refuse(gatewayClose.NOT_AUTHENTICATED, `op ${op} before IDENTIFY`);
    handle(message['d']);
    this.#gateway.notices.emit('gateway-message', { op, data: asJson(message['d']) });
  }

  #isFlooding(): boolean {
    const nowMs = performance.now();
    this.#eventTimes = [...this.#eventTimes.filter((atMs) => nowMs - atMs < EVENT_WINDOW_MS), nowMs];
    return this.#eventTimes.length > EVENT_LIMIT;
  }

  #heartbeat(): void {
    if (!this.#gateway.faults.ignoresHeartbeats) this.#send(gatewayOp.HEARTBEAT_ACK, null);
  }

  #identify(data: Json): void {
    const code = this.#refusal(data);
    if (code !== null) return void this.#refuse(code, 'IDENTIFY');
    const { faults } = this.#gateway;
    if (faults.refusedIdentifies > 0) {
      faults.refusedIdentifies -= 1;
      return void this.#send(gatewayOp.INVALID_SESSION, false);
    }
    const intents = asNumber(data['intents']);
    this.#session = this.#gateway.identify(this.#socket, intents, shardOf(data['shard']), data['presence']);
  }

  /** The close code for an IDENTIFY that Discord would not take. */
  #refusal(data: Json): number | null {
    const { token, privilegedIntents, shardCount } = this.#gateway.settings;
    const intents = data['intents'];
    const shard = shardOf(data['shard']);
    if (this.#session) return gatewayClose.ALREADY_AUTHENTICATED;
    if (data['token'] !== token) return gatewayClose.AUTHENTICATION_FAILED;
    if (typeof intents !== 'number' || (intents & ~KNOWN_INTENTS) !== 0) return gatewayClose.INVALID_INTENTS;
    if ((intents & PRIVILEGED_INTENTS & ~privilegedIntents) !== 0) return gatewayClose.DISALLOWED_INTENTS;
    if (shard.index >= shard.count || shard.count < shardCount) return gatewayClose.INVALID_SHARD;
    return null;
  }

  #resume(data: Json): void {
    const session = this.#gateway.session(String(data['session_id']));
    const { faults, settings, notices } = this.#gateway;
    if (data['token'] !== settings.token) return void this.#refuse(gatewayClose.AUTHENTICATION_FAILED, 'RESUME');
    const replayed = faults.refusesResume ? null : (session?.resume(this.#socket, asNumber(data['seq'])) ?? null);
    if (!session || replayed === null) return void this.#send(gatewayOp.INVALID_SESSION, false);
    this.#session = session;
    notices.emit('gateway-resume', { replayed });
  }

  #voiceState(data: Json): void {
    this.#gateway.requestVoice(String(data['guild_id']), data);
  }

  #refuse(code: number, what: string): void {
    this.#gateway.notices.emit('violation', { ...GATEWAY, code, message: `closed with ${code}`, details: [what] });
    this.#socket.close(code);
  }

  #send(op: number, data: unknown): void {
    this.#socket.send(JSON.stringify({ op, d: data, s: null, t: null }));
  }
}

function shardOf(value: unknown): Shard {
  const [index = 0, count = 1] = Array.isArray(value) ? value.map(Number) : [];
  return { index, count };
}

function parse(text: string): Json | null {
  try {
    return asJson(JSON.parse(text));
  } catch {
    return null;
  }
}
