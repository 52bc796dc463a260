import {
  type DiscordGatewayAdapterLibraryMethods,
  joinVoiceChannel,
  type Networking,
  type VoiceConnection,
  VoiceConnectionDisconnectReason,
  type VoiceConnectionState,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import { z } from 'zod';
import type { Logger } from '../../../../log.ts';
import type { Clock } from '../../../../ports/clock.ts';
import type { VoiceStateRequest } from '../messages.ts';
import { RequestGate } from './request-gate.ts';
import { Tap } from './tap/tap.ts';
import type { TapHooks } from './tap/tap-hooks.ts';
import type { LineEvent, VoiceLine } from './voice-line.ts';

export interface LineOptions {
  readonly guildId: string;
  readonly channelId: string;
  /** Whether the bot may be heard. */
  readonly canSpeak: boolean;
  readonly clock: Clock;
  readonly log: Logger;
  readonly requestPauseMs: number;
  readonly receiveBufferBytes: number;
  readonly hooks: TapHooks;
  /** Op 4, to the gateway. */
  readonly send: (payload: VoiceStateRequest) => void;
  readonly tell: (event: LineEvent) => void;
  /** A moderator has made the bot deaf. */
  readonly deafened: () => void;
}

type Server = Parameters<DiscordGatewayAdapterLibraryMethods['onVoiceServerUpdate']>[0];
type State = Parameters<DiscordGatewayAdapterLibraryMethods['onVoiceStateUpdate']>[0];

const stateSchema = z.object({ channel_id: z.string().nullable(), deaf: z.boolean().optional() });
const CODE_RESUMING = 5;

/** A connection of @discordjs/voice, tapped. It asks Discord for nothing unless it is told to: the supervisor decides when. */
export class DiscordLine implements VoiceLine {
  readonly #options: LineOptions;
  readonly #gate: RequestGate;
  #connection: VoiceConnection | null = null;
  #tap: Tap | null = null;
  #gateway: DiscordGatewayAdapterLibraryMethods | null = null;
  #networking: Networking | null = null;
  #isAsking = false;
  #isDeaf = false;
  #channelId: string;

  constructor(options: LineOptions) {
    this.#options = options;
    this.#channelId = options.channelId;
    this.#gate = new RequestGate(options.clock, options.requestPauseMs, options.send);
  }

  /** Null before the first request and after the gateway was gone. */
  get connection(): VoiceConnection | null {
    return this.#connection;
  }

  request(): void {
    this.#asking(() => {
      if (this.#connection) this.#connection.rejoin();
      else this.#open();
    });
  }

  /** VOICE_SERVER_UPDATE */
  takeServer(data: unknown): void {
    this.#gateway?.onVoiceServerUpdate(data as Server);
  }

  /** The bot's own VOICE_STATE_UPDATE. */
  takeState(data: unknown): void {
    const { data: state } = stateSchema.safeParse(data);
    if (!state) return;
    this.#channelId = state.channel_id ?? this.#channelId;
    this.#gateway?.onVoiceStateUpdate(data as State);
    if (state.deaf === true && !this.#isDeaf) this.#options.deafened();
    this.#isDeaf = state.deaf ?? false;
    this.#options.tell({ type: 'placed', channelId: state.channel_id });
  }

  /** Op 4 did not reach Discord. */
  unsent(): void {
    this.#options.tell({ type: 'unsent' });
  }

  gatewayGone(): void {
    this.#gateway?.destroy();
  }

  sweep(): void {
    this.#tap?.sweep();
  }

  drop(userId: string): void {
    this.#tap?.drop(userId);
  }

  /** Leaves the channel. Resolves when Discord has been told. */
  async close(): Promise<void> {
    const connection = this.#connection;
    this.#forget();
    this.#asking(() => connection?.destroy());
    await this.#gate.sent();
  }

  /** What the library wants to ask for by itself stays unsaid. */
  #asking(work: () => void): void {
    this.#isAsking = true;
    try {
      work();
    } finally {
      this.#isAsking = false;
    }
  }

  #open(): void {
    const { guildId, canSpeak, log } = this.#options;
    const connection = joinVoiceChannel({
      guildId,
      channelId: this.#channelId,
      selfDeaf: false,
      selfMute: !canSpeak,
      adapterCreator: (methods) => {
        this.#gateway = methods;
        return { sendPayload: (payload) => this.#sendPayload(payload), destroy: () => undefined };
      },
    });
    this.#connection = connection;
    this.#tap = new Tap(connection, this.#options);
    connection.on('error', (err) => log.warn({ err }, 'voice connection reports an error'));
    connection.on('stateChange', (before, state) => this.#changed(connection, before, state));
  }

  #sendPayload(payload: VoiceStateRequest): boolean {
    if (this.#isAsking) this.#gate.request(payload);
    return true;
  }

  #changed(connection: VoiceConnection, before: VoiceConnectionState, state: VoiceConnectionState): void {
    if (connection !== this.#connection) return;
    const isNew = 'networking' in state && state.networking !== undefined && state.networking !== this.#networking;
    if (isNew) this.#follow(state.networking);
    const event = isNew || state.status !== before.status ? this.#eventOf(state) : null;
    if (event) this.#options.tell(event);
  }

  #eventOf(state: VoiceConnectionState): LineEvent | null {
    switch (state.status) {
      case VoiceConnectionStatus.Ready:
        return { type: 'ready' };
      case VoiceConnectionStatus.Connecting:
        return { type: 'connecting', isResume: state.networking.state.code === CODE_RESUMING };
      case VoiceConnectionStatus.Disconnected:
        return state.reason === VoiceConnectionDisconnectReason.EndpointRemoved ? { type: 'endpoint-lost' } : null;
      case VoiceConnectionStatus.Destroyed:
        this.#forget();
        return { type: 'gone' };
      case VoiceConnectionStatus.Signalling:
        return null; // told as `closed`, or asked for by us
    }
  }

  /** The library tells nobody the code with which a voice session was closed, unless it was 4014. */
  #follow(networking: Networking): void {
    this.#networking = networking;
    networking.on('close', (code) => {
      if (networking === this.#networking) this.#options.tell({ type: 'closed', code });
    });
  }

  #forget(): void {
    this.#tap?.[Symbol.dispose]();
    this.#connection = null;
    this.#tap = null;
    this.#gateway = null;
    this.#networking = null;
  }
}
