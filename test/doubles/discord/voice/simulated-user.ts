import { randomInt } from 'node:crypto';
import { DaveUser } from '../dave/dave-user.ts';
import type { LocalChannel } from '../world/channel.ts';
import type { LocalGuild } from '../world/guild.ts';
import type { VoiceState } from '../world/voice-state.ts';
import type { Person } from '../world/world.ts';
import { SentLog } from './sent-log.ts';
import { type SpeakOptions, speak } from './speech.ts';
import type { VoiceCall } from './voice-call.ts';

/** Ticks of one 20 ms packet at Opus' 48 kHz RTP clock (RFC 7587 §4.1). */
export const TICKS_PER_PACKET = 960;

/** What a simulated user needs of the double. */
export interface UserSurroundings {
  call(channel: LocalChannel): VoiceCall;
  guildOf(channel: LocalChannel): LocalGuild;
  setVoiceState(guild: LocalGuild, state: VoiceState): void;
}

/** Somebody with a microphone: own RTP numbers, own end-to-end keys, and a list of what was sent. */
export class SimulatedUser implements Person {
  readonly id: string;
  readonly name: string;
  readonly isBot: boolean;
  /** Every packet since the first call, with what became of it. */
  readonly sent = new SentLog();
  ssrc = randomInt(1, 2 ** 31);
  sequence = randomInt(2 ** 16);
  timestamp = randomInt(2 ** 32);
  /** Whether the server has told whose the SSRC is (op 5). */
  isAnnounced = false;
  dave: DaveUser | null = null;
  readonly #surroundings: UserSurroundings;
  #call: VoiceCall | null = null;
  #isMuted = false;
  #isDeafened = false;
  #isServerMuted = false;

  constructor(person: Person, surroundings: UserSurroundings) {
    this.id = person.id;
    this.name = person.name;
    this.isBot = person.isBot;
    this.#surroundings = surroundings;
  }

  get call(): VoiceCall | null {
    return this.#call;
  }

  /** `<@id>` as people type it. */
  get mention(): string {
    return `<@${this.id}>`;
  }

  /** Enters a voice channel, leaving the present one, with a fresh SSRC. */
  join(channel: LocalChannel): void {
    if (this.#call) this.#exit(this.#call);
    const call = this.#surroundings.call(channel);
    this.#call = call;
    this.ssrc = randomInt(1, 2 ** 31);
    this.isAnnounced = false;
    this.dave = call.dave ? new DaveUser(this.id, channel.id) : null;
    this.#tellState(channel);
    call.enter(this);
  }

  leave(): void {
    if (!this.#call) return;
    const { channel } = this.#call;
    this.#exit(this.#call);
    this.#call = null;
    this.dave = null;
    this.#surroundings.setVoiceState(this.#surroundings.guildOf(channel), this.#state(null));
  }

  mute(isMuted = true): void {
    this.#isMuted = isMuted;
    this.#tellState();
  }

  /** Deafened people are muted too. */
  deafen(isDeafened = true): void {
    this.#isDeafened = isDeafened;
    this.#isMuted = isDeafened || this.#isMuted;
    this.#tellState();
  }

  /** By a moderator. */
  serverMute(isServerMuted = true): void {
    this.#isServerMuted = isServerMuted;
    this.#tellState();
  }

  /** Op 5, as a server does when somebody begins to speak. */
  announce(): void {
    this.isAnnounced = true;
    this.#call?.announce(this);
  }

  /** A new SSRC and new RTP numbers that nobody was told of. */
  changeSsrc(): void {
    this.ssrc = randomInt(1, 2 ** 31);
    this.sequence = randomInt(2 ** 16);
    this.timestamp = randomInt(2 ** 32);
    this.isAnnounced = false;
  }

  /** Lets time pass without sending, as between two talk spurts: the RTP clock goes on. */
  skip(ms: number): void {
    this.timestamp = (this.timestamp + ms * 48) >>> 0;
  }

  /** Sends Opus packets as RTP. @see SpeakOptions. @throws when not in a call */
  speak(packets: readonly Buffer[], options: SpeakOptions = {}): Promise<void> {
    return speak(this, packets, options);
  }

  #exit(call: VoiceCall): void {
    call.leave(this);
  }

  #tellState(channel: LocalChannel | null = this.#call?.channel ?? null): void {
    if (channel) this.#surroundings.setVoiceState(this.#surroundings.guildOf(channel), this.#state(channel));
  }

  #state(channel: LocalChannel | null): VoiceState {
    return {
      userId: this.id,
      channelId: channel?.id ?? null,
      sessionId: `session-${this.id}`,
      isMuted: this.#isMuted,
      isDeafened: this.#isDeafened,
      isServerMuted: this.#isServerMuted,
      isServerDeafened: false,
      isSuppressed: false,
    };
  }
}
