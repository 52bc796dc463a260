import type { RawData, WebSocket } from 'ws';
import { asJson, asNumber, asText, type Json } from '../json.ts';
import type { Notices } from '../notices.ts';
import { isEncryptionMode } from './transport-cipher.ts';
import type { Admission, VoiceConnection } from './voice-connection.ts';
import type { VoiceHost } from './voice-host.ts';
import { voiceClose, voiceOp } from './voice-ops.ts';

const VOICE = { method: 'VOICE', path: '', status: 0 };

/** What the voice server asks the rest of Discord. */
export interface VoiceDirectory {
  readonly notices: Notices;
  readonly heartbeatMs: number;
  /** False: heartbeats stay without answer. */
  readonly acknowledgesHeartbeats: boolean;
  /** Cipher modes in the order of preference that clients follow. */
  readonly modes: readonly string[];
  /** Op 0. @returns a close code when it is refused */
  admit(host: VoiceHost, identify: Json): Admission | number;
  /** Op 7. @returns null when the session can't be resumed */
  resume(host: VoiceHost, resume: Json): VoiceConnection | null;
}

/** Serves one WebSocket of the voice gateway, version 8. */
export function serveVoiceSocket(socket: WebSocket, host: VoiceHost, directory: VoiceDirectory): void {
  new VoiceSocket(socket, host, directory).greet();
}

class VoiceSocket {
  readonly #socket: WebSocket;
  readonly #host: VoiceHost;
  readonly #directory: VoiceDirectory;
  #connection: VoiceConnection | null = null;
  readonly #handlers: Readonly<Record<number, (data: Json) => void>> = {
    [voiceOp.IDENTIFY]: (data) => this.#identify(data),
    [voiceOp.SELECT_PROTOCOL]: (data) => this.#select(data),
    [voiceOp.HEARTBEAT]: (data) => this.#heartbeat(data),
    [voiceOp.SPEAKING]: (data) => this.#speaking(data),
    [voiceOp.RESUME]: (data) => this.#resume(data),
    [voiceOp.DAVE_READY_FOR_TRANSITION]: (data) => this.#dave?.takeReady(asNumber(data['transition_id'])),
    [voiceOp.DAVE_INVALID_COMMIT_WELCOME]: (data) => this.#dave?.takeRecovery(asNumber(data['transition_id'])),
  };

  constructor(socket: WebSocket, host: VoiceHost, directory: VoiceDirectory) {
    this.#socket = socket;
    this.#host = host;
    this.#directory = directory;
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('close', (code) => directory.notices.emit('voice-close', { code }));
  }

  greet(): void {
    this.#send(voiceOp.HELLO, { v: 8, heartbeat_interval: this.#directory.heartbeatMs });
  }

  get #dave() {
    return this.#connection?.call.dave;
  }

  #receive(data: RawData, isBinary: boolean): void {
    const bytes = Buffer.isBuffer(data) ? data : Buffer.from(data as ArrayBuffer);
    if (isBinary) return void this.#receiveBinary(bytes.readUInt8(), bytes.subarray(1));
    const message = parse(bytes.toString());
    if (!message) return void this.#refuse(voiceClose.DECODE_ERROR, 'not JSON');
    const op = asNumber(message['op']);
    const handle = this.#handlers[op];
    if (!handle) return void this.#refuse(voiceClose.UNKNOWN_OPCODE, `op ${op}`);
    const isOpening = op === voiceOp.IDENTIFY || op === voiceOp.RESUME || op === voiceOp.HEARTBEAT;
    if (!this.#connection && !isOpening)
      return void this.#refuse(voiceClose.NOT_AUTHENTICATED, `op ${op} before IDENTIFY`);
    handle(asJson(message['d']));
  }

  #receiveBinary(op: number, payload: Buffer): void {
    if (op === voiceOp.DAVE_KEY_PACKAGE) this.#dave?.takeKeyPackage(Buffer.from(payload));
    else if (op === voiceOp.DAVE_COMMIT_WELCOME) this.#dave?.takeCommit(Buffer.from(payload));
    else this.#refuse(voiceClose.UNKNOWN_OPCODE, `binary op ${op}`);
  }

  #identify(data: Json): void {
    if (this.#connection) return void this.#refuse(voiceClose.ALREADY_AUTHENTICATED, 'IDENTIFY twice');
    const admission = this.#directory.admit(this.#host, data);
    if (typeof admission === 'number') {
      this.#directory.notices.emit('voice-refused', { code: admission });
      return void this.#socket.close(admission);
    }
    const connection = this.#host.createConnection(admission, this.#socket);
    this.#connection = connection;
    connection.call.connect(connection);
    const { guildId, channel } = connection.call;
    const { daveVersion } = connection;
    this.#directory.notices.emit('voice-identify', { guildId, channelId: channel.id, daveVersion });
    const port = this.#host.udpPort;
    const { modes } = this.#directory;
    connection.sendPlain(voiceOp.READY, {
      ssrc: connection.ssrc,
      ip: '127.0.0.1',
      port,
      modes,
      experiments: [],
      streams: [],
    });
  }

  #select(data: Json): void {
    const connection = this.#connection;
    const { mode, address, port } = asJson(data['data']);
    if (!connection) return;
    if (!isEncryptionMode(mode) || !this.#directory.modes.includes(mode))
      return void this.#refuse(voiceClose.UNKNOWN_ENCRYPTION_MODE, String(mode));
    connection.select(mode, { address: asText(address), port: asNumber(port) });
    connection.call.describe(connection, mode);
    const { guildId, channel } = connection.call;
    this.#directory.notices.emit('voice-ready', { guildId, channelId: channel.id, mode });
  }

  /** docs: since version 8 a heartbeat tells the last numbered message that was seen. */
  #heartbeat(data: Json): void {
    if (typeof data['seq_ack'] !== 'number') this.#complain(0, 'heartbeat without seq_ack');
    if (this.#directory.acknowledgesHeartbeats) this.#send(voiceOp.HEARTBEAT_ACK, { t: data['t'] });
  }

  #speaking(data: Json): void {
    const connection = this.#connection;
    if (!connection) return;
    connection.hasSpoken = true;
    this.#directory.notices.emit('bot-speaking', {
      guildId: connection.call.guildId,
      speaking: asNumber(data['speaking']),
    });
  }

  #resume(data: Json): void {
    const connection = this.#directory.resume(this.#host, data);
    if (!connection) return void this.#socket.close(voiceClose.INVALID_SESSION);
    this.#connection = connection;
    const replayed = connection.resume(this.#socket, asNumber(data['seq_ack']));
    this.#send(voiceOp.RESUMED, null);
    const { guildId, channel } = connection.call;
    this.#directory.notices.emit('voice-resume', { guildId, channelId: channel.id, replayed });
  }

  #refuse(code: number, what: string): void {
    this.#complain(code, what);
    this.#socket.close(code);
  }

  #complain(code: number, what: string): void {
    this.#directory.notices.emit('violation', { ...VOICE, code, message: what, details: [] });
  }

  #send(op: number, data: unknown): void {
    this.#socket.send(JSON.stringify({ op, d: data }));
  }
}

function parse(text: string): Json | null {
  try {
    return asJson(JSON.parse(text));
  } catch {
    return null;
  }
}
