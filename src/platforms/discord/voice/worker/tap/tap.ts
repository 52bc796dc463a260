import type { Networking, NetworkingState, VoiceConnection } from '@discordjs/voice';
import { z } from 'zod';
import type { Logger } from '../../../../../log.ts';
import type { Clock } from '../../../../../ports/clock.ts';
import { CallStream } from './call-stream.ts';
import { guardNetworking, sendWhileResuming } from './guard-networking.ts';
import { inspectLibrary, refuseUnknownLibrary } from './inspect-library.ts';
import { enlargeReceiveBuffer } from './receive-buffer.ts';
import type { TapHooks } from './tap-hooks.ts';
import { voiceOp } from './voice-op.ts';

export interface TapOptions {
  readonly clock: Clock;
  readonly log: Logger;
  readonly hooks: TapHooks;
  /** Of the UDP socket. */
  readonly receiveBufferBytes: number;
}

const speakingSchema = z.object({ user_id: z.string(), ssrc: z.number().int().nonnegative() });
const disconnectSchema = z.object({ user_id: z.string() });

/**
 * Takes every packet off the wire in place of the library's receiver, which hands out sound without numbers or times and loses it in a
 * dozen ways (docs/decisions/2026-11-28-voice-tap.md). Works on the library as it is: the two handlers it replaces are public and are
 * read anew whenever a socket is bound.
 */
export class Tap implements Disposable {
  readonly #options: TapOptions;
  #networking: Networking | null = null;
  #stream: CallStream;

  /** To be called before the connection has got its first VOICE_SERVER_UPDATE. @throws MomError voice_failed */
  constructor(connection: VoiceConnection, options: TapOptions) {
    this.#options = options;
    this.#stream = this.#newStream();
    const { receiver } = connection;
    refuseUnknownLibrary(inspectLibrary(receiver, null));
    receiver.onUdpMessage = (datagram) => this.#stream.receive(datagram);
    receiver.onWsPacket = ({ op, d }) => this.#takeMessage(op, d);
    connection.on('stateChange', (_, state) => {
      if ('networking' in state && state.networking !== this.#networking) this.#follow(state.networking);
    });
  }

  /** To be called ten times a second. */
  sweep(): void {
    this.#stream.sweep();
  }

  drop(userId: string): void {
    this.#stream.drop(userId);
  }

  [Symbol.dispose](): void {
    this.#stream.end();
  }

  #newStream(): CallStream {
    return new CallStream(this.#options.clock, this.#options.hooks);
  }

  #takeMessage(op: number, data: unknown): void {
    if (op === voiceOp.SPEAKING) {
      const { data: speaking } = speakingSchema.safeParse(data);
      if (speaking) this.#stream.name(speaking.ssrc, speaking.user_id);
    }
    if (op === voiceOp.CLIENT_DISCONNECT) {
      const { data: left } = disconnectSchema.safeParse(data);
      if (left) this.#stream.leave(left.user_id);
    }
  }

  /** A new voice session: other keys, other sources. */
  #follow(networking: Networking): void {
    const { log } = this.#options;
    this.#stream.end();
    this.#stream = this.#newStream();
    this.#networking = networking;
    const { missingGuards } = inspectLibrary({}, networking);
    if (missingGuards.length > 0) log.warn({ missingGuards }, 'key messages can not be guarded in this library');
    guardNetworking(networking, (err) => log.warn({ err }, 'voice message could not be processed'));
    networking.on('stateChange', (before, state) => this.#stateChanged(networking, before, state));
  }

  #stateChanged(networking: Networking, before: NetworkingState, state: NetworkingState): void {
    const { receiveBufferBytes, hooks } = this.#options;
    if ('udp' in state && Reflect.get(before, 'udp') !== state.udp)
      enlargeReceiveBuffer(state.udp, receiveBufferBytes, (granted) =>
        hooks.receiveBuffer(granted, receiveBufferBytes),
      );
    if (networking !== this.#networking) return;
    if (!('connectionData' in state) || !('secretKey' in state.connectionData) || this.#stream.hasKey) return;
    const { connectionData } = state;
    this.#stream.setMembers(connectionData.connectedClients);
    if ('dave' in state && state.dave) {
      this.#stream.encrypt(state.dave);
      sendWhileResuming(networking, state.dave);
    }
    this.#stream.unlock(connectionData.encryptionMode, connectionData.secretKey);
  }
}
