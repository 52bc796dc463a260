import { DeliveryService } from '../dave/delivery-service.ts';
import type { Notices } from '../notices.ts';
import type { LocalChannel } from '../world/channel.ts';
import { openRtp, type RtpPacket, sealRtp } from './rtp.ts';
import type { SimulatedUser } from './simulated-user.ts';
import type { VoiceConnection } from './voice-connection.ts';
import type { VoiceHost } from './voice-host.ts';
import type { HeardFrame } from './voice-notices.ts';
import { voiceOp } from './voice-ops.ts';

const SPEAKING_MICROPHONE = 1;
/** On a busy machine a datagram may overtake the op 5 that was sent before it by so much. */
const OVERTAKEN_MS = 300;

/** What goes on in one voice channel: who is there, the bot's connection, the keys. */
export class VoiceCall implements Disposable {
  readonly channel: LocalChannel;
  readonly guildId: string;
  /** Null in stage channels and calls without end-to-end encryption. */
  dave: DeliveryService | null;
  /** What the bot said here, in order. */
  readonly heard: HeardFrame[] = [];
  host: VoiceHost;
  /** False: a bot that comes is not told of those who spoke before (op 5), only when they are announced again. */
  introducesSpeakers = true;
  readonly #users = new Map<string, SimulatedUser>();
  readonly #notices: Notices;
  #connection: VoiceConnection | null = null;

  constructor(channel: LocalChannel, host: VoiceHost, notices: Notices, hasDave: boolean) {
    this.channel = channel;
    this.guildId = channel.guild?.id ?? '';
    this.host = host;
    this.#notices = notices;
    this.dave = hasDave ? new DeliveryService(channel.id, notices) : null;
  }

  get connection(): VoiceConnection | null {
    return this.#connection;
  }

  get users(): readonly SimulatedUser[] {
    return [...this.#users.values()];
  }

  /** @throws when the call has no bot */
  get bot(): VoiceConnection {
    if (!this.#connection) throw new Error(`local Discord: the bot is not in ${this.channel.name}`);
    return this.#connection;
  }

  enter(user: SimulatedUser): void {
    this.#users.set(user.id, user);
    this.#connection?.send(voiceOp.CLIENTS_CONNECT, { user_ids: [user.id] });
    if (user.dave) this.dave?.addUser(user.dave);
  }

  leave(user: SimulatedUser): void {
    this.#users.delete(user.id);
    this.#connection?.send(voiceOp.CLIENT_DISCONNECT, { user_id: user.id });
    this.dave?.removeUser(user.id);
  }

  /** Op 5: tells the bot whose the SSRC is. */
  announce(user: SimulatedUser): void {
    this.#connection?.send(voiceOp.SPEAKING, { user_id: user.id, ssrc: user.ssrc, speaking: SPEAKING_MICROPHONE });
  }

  /** @returns false when nobody listens */
  transmit(packet: RtpPacket, damage: (datagram: Buffer) => readonly Buffer[]): boolean {
    const cipher = this.#connection?.cipher;
    if (!cipher) return false;
    for (const datagram of damage(sealRtp(packet, cipher))) this.#connection?.transmit(datagram);
    return true;
  }

  /** Op 0 was accepted: an older connection of the bot is over. */
  connect(connection: VoiceConnection): void {
    this.disconnect();
    this.#connection = connection;
  }

  /** Op 1 was accepted. In this order clients expect it: members, speakers, session, external sender. */
  describe(connection: VoiceConnection, mode: string): void {
    const present = this.users;
    if (present.length > 0) connection.send(voiceOp.CLIENTS_CONNECT, { user_ids: present.map(({ id }) => id) });
    const known = this.introducesSpeakers ? present.filter(({ isAnnounced }) => isAnnounced) : [];
    for (const user of known) this.announce(user);
    connection.sendPlain(voiceOp.SESSION_DESCRIPTION, {
      mode,
      secret_key: [...connection.secretKey],
      audio_codec: 'opus',
      media_session_id: connection.sessionId,
      dave_protocol_version: connection.daveVersion,
    });
    if (connection.daveVersion === 0 || !this.dave) return;
    this.dave.connect(connection);
    connection.sendBinary(voiceOp.DAVE_EXTERNAL_SENDER, this.dave.externalSender);
  }

  /** The bot's session is over, by whomever. */
  disconnect(code?: number): void {
    const connection = this.#connection;
    if (!connection) return;
    this.#connection = null;
    this.dave?.disconnect();
    connection.close(code);
  }

  /** Another server takes the channel over: new keys, new group, everybody enters again. */
  moveTo(host: VoiceHost): void {
    this.disconnect();
    this.host = host;
    for (const user of this.users) user.forgetServer();
    if (!this.dave) return;
    this.dave[Symbol.dispose]();
    this.dave = new DeliveryService(this.channel.id, this.#notices);
    for (const user of this.users) if (user.dave) this.dave.addUser(user.dave);
  }

  /** A datagram from the bot. */
  hear(connection: VoiceConnection, datagram: Buffer): void {
    const packet = connection.incoming ? openRtp(datagram, connection.incoming) : null;
    const opus = packet && this.#decrypt(connection, packet.payload);
    if (!packet || !opus) return void this.#notices.emit('bot-audio-fault', { guildId: this.guildId });
    if (!connection.hasSpoken) setTimeout(() => this.#complainUnlessTold(connection), OVERTAKEN_MS).unref();
    const { ssrc, sequence, timestamp } = packet;
    const frame = { ssrc, sequence, timestamp, opus };
    this.heard.push(frame);
    this.#notices.emit('bot-audio', { guildId: this.guildId, channelId: this.channel.id, frame });
  }

  [Symbol.dispose](): void {
    this.disconnect();
    this.dave?.[Symbol.dispose]();
  }

  #complainUnlessTold(connection: VoiceConnection): void {
    if (connection.hasSpoken) return;
    const message = 'audio before op 5';
    this.#notices.emit('violation', { method: 'VOICE', path: 'RTP', status: 0, code: 0, message, details: [] });
  }

  /** As the first user who has keys would hear it. */
  #decrypt(connection: VoiceConnection, payload: Buffer): Buffer | null {
    if (connection.daveVersion === 0) return payload;
    const listener = this.users.map(({ dave }) => dave).find((dave) => dave?.canSend);
    if (!listener || listener.isPassthrough) return payload;
    try {
      return listener.decrypt(connection.userId, payload);
    } catch {
      return null;
    }
  }
}
