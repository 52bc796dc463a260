import { randomBytes, randomInt } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { DaveLink } from '../dave/dave-link.ts';
import { u16 } from '../dave/mls-bytes.ts';
import { NumberedLog } from './numbered-log.ts';
import { type EncryptionMode, TransportCipher } from './transport-cipher.ts';
import type { VoiceCall } from './voice-call.ts';
import { voiceOp } from './voice-ops.ts';

interface Address {
  readonly address: string;
  readonly port: number;
}

export interface Admission {
  readonly call: VoiceCall;
  readonly userId: string;
  readonly sessionId: string;
  readonly token: string;
  readonly daveVersion: number;
}

/** One voice session of the bot on one server: its keys, its address, what it was told. Survives its WebSocket, for op 7. */
export class VoiceConnection implements DaveLink {
  readonly call: VoiceCall;
  readonly userId: string;
  readonly sessionId: string;
  readonly token: string;
  readonly daveVersion: number;
  readonly ssrc = randomInt(1, 2 ** 31);
  readonly secretKey = randomBytes(32);
  /** Op 5 came: before it no audio may be sent. */
  hasSpoken = false;
  readonly #log = new NumberedLog();
  readonly #send: (datagram: Buffer, to: Address) => void;
  #socket: WebSocket;
  #address: Address | null = null;
  #cipher: TransportCipher | null = null;
  /** For what comes from the bot: the same key, its own nonces. */
  #incoming: TransportCipher | null = null;

  constructor(admission: Admission, socket: WebSocket, send: (datagram: Buffer, to: Address) => void) {
    this.call = admission.call;
    this.userId = admission.userId;
    this.sessionId = admission.sessionId;
    this.token = admission.token;
    this.daveVersion = admission.daveVersion;
    this.#socket = socket;
    this.#send = send;
  }

  /** Encrypts what goes to the bot; null before op 1. */
  get cipher(): TransportCipher | null {
    return this.#cipher;
  }

  get incoming(): TransportCipher | null {
    return this.#incoming;
  }

  get isReady(): boolean {
    return this.#cipher !== null;
  }

  /** Op 1 */
  select(mode: EncryptionMode, address: Address): void {
    this.#address = address;
    this.#cipher = new TransportCipher(mode, this.secretKey);
    this.#incoming = new TransportCipher(mode, this.secretKey);
  }

  transmit(datagram: Buffer): void {
    if (this.#address) this.#send(datagram, this.#address);
  }

  send(op: number, data: unknown): void {
    this.#write(this.#log.json(op, data));
  }

  sendBinary(op: number, payload: Buffer): void {
    this.#write(this.#log.binary(op, payload));
  }

  /** Not numbered, not replayed. */
  sendPlain(op: number, data: unknown): void {
    this.#write(JSON.stringify({ op, d: data }));
  }

  /** @returns how many messages were replayed */
  resume(socket: WebSocket, acknowledged: number): number {
    this.#socket = socket;
    const missed = this.#log.after(acknowledged);
    for (const message of missed) this.#write(message);
    return missed.length;
  }

  owns(socket: WebSocket): boolean {
    return this.#socket === socket;
  }

  /** With a close frame, or like a cable that is cut when no code is given. */
  close(code?: number): void {
    if (code === undefined) this.#socket.terminate();
    else this.#socket.close(code);
  }

  sendProposals(payload: Buffer): void {
    this.sendBinary(voiceOp.DAVE_PROPOSALS, payload);
  }

  announceCommit(transitionId: number, commit: Buffer): void {
    this.sendBinary(voiceOp.DAVE_COMMIT, Buffer.concat([u16(transitionId), commit]));
  }

  announceWelcome(transitionId: number, welcome: Buffer): void {
    this.sendBinary(voiceOp.DAVE_WELCOME, Buffer.concat([u16(transitionId), welcome]));
  }

  prepareTransition(transitionId: number, protocolVersion: number): void {
    this.send(voiceOp.DAVE_PREPARE_TRANSITION, { transition_id: transitionId, protocol_version: protocolVersion });
  }

  executeTransition(transitionId: number): void {
    this.send(voiceOp.DAVE_EXECUTE_TRANSITION, { transition_id: transitionId });
  }

  prepareEpoch(protocolVersion: number, epoch: number): void {
    this.send(voiceOp.DAVE_PREPARE_EPOCH, { protocol_version: protocolVersion, epoch });
  }

  #write(message: string | Buffer): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(message);
  }
}
