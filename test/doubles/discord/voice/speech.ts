import { setImmediate as nextTurn, setTimeout as realDelay } from 'node:timers/promises';
import { type Pick, picks } from './pick.ts';
import { discordExtension, type RtpExtension } from './rtp.ts';
import type { PacketFate } from './sent-log.ts';
import { type SimulatedUser, TICKS_PER_PACKET } from './simulated-user.ts';

/** Opus silence; five of them end a talk spurt (docs: "Voice Data Interpolation"). */
export const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);
const SILENCE_COUNT = 5;
const PACKET_MS = 20;
/** Packets sent at once before others get their turn. */
const BURST = 4;

export interface SpeakOptions {
  /** Between two packets; 20 by default, 0 is as fast as it goes. */
  readonly packetMs?: number;
  /** When op 5 is told: before the first packet, before the packet with this index, or not at all. */
  readonly announce?: 'first' | 'never' | number;
  /** Five silence packets at the end. */
  readonly endsWithSilence?: boolean;
  /** Lost on the way. */
  readonly drop?: Pick;
  /** Spoilt on the way. */
  readonly corrupt?: Pick;
  /** Arrive twice. */
  readonly duplicate?: Pick;
  /** Arrive behind this many of their successors. */
  readonly late?: { readonly pick: Pick; readonly by: number };
  /** Sent in clear in an end-to-end encrypted call, as a broken client does. */
  readonly unencrypted?: Pick;
  /** Discord's own by default; null for none. */
  readonly extension?: RtpExtension | null;
  readonly csrcs?: readonly number[];
  readonly paddingBytes?: number;
  /** RTP ticks of one packet, for frames that aren't 20 ms. */
  readonly ticks?: number;
  readonly signal?: AbortSignal;
}

interface Late {
  readonly datagram: Buffer;
  wait: number;
}

/** Sends a row of Opus packets for a user, with what shall happen to them on the way. */
export async function speak(user: SimulatedUser, packets: readonly Buffer[], options: SpeakOptions): Promise<void> {
  if (!user.call) throw new Error(`local Discord: ${user.name} speaks in no channel`);
  const row = options.endsWithSilence ? [...packets, ...Array<Buffer>(SILENCE_COUNT).fill(SILENCE)] : packets;
  const mouth = new Mouth(user, options);
  const { packetMs = PACKET_MS, signal } = options;
  const startMs = performance.now();
  for (const [index, opus] of row.entries()) {
    signal?.throwIfAborted();
    await pause(index, startMs + index * packetMs - performance.now(), signal);
    mouth.say(opus, index);
  }
  mouth.finish();
}

/** A receiver in the same process gets its turn even when the sender is behind its time. */
async function pause(index: number, leftMs: number, signal: AbortSignal | undefined): Promise<void> {
  // Timers wake up to a millisecond late: who is less than one early sends now.
  if (leftMs >= 1) await realDelay(leftMs, null, signal ? { signal } : {});
  else if (index % BURST === 0) await nextTurn();
}

class Mouth {
  readonly #user: SimulatedUser;
  readonly #options: SpeakOptions;
  #late: Late[] = [];

  constructor(user: SimulatedUser, options: SpeakOptions) {
    this.#user = user;
    this.#options = options;
  }

  say(opus: Buffer, index: number): void {
    const user = this.#user;
    const { announce = 'first', ticks = TICKS_PER_PACKET } = this.#options;
    if (announce === index || (announce === 'first' && !user.isAnnounced)) user.announce();
    const fate = this.#send(opus, index);
    const { ssrc, sequence, timestamp } = user;
    user.sent.add({ ssrc, sequence, timestamp, opus, fate, atMs: Date.now() });
    user.sequence = (user.sequence + 1) & 0xffff;
    user.timestamp = (user.timestamp + ticks) >>> 0;
  }

  /** What still waits to be late goes out. */
  finish(): void {
    for (const { datagram } of this.#late) this.#user.call?.bot.transmit(datagram);
    this.#late = [];
  }

  #send(opus: Buffer, index: number): PacketFate {
    const { ssrc, sequence, timestamp, call, dave } = this.#user;
    const { extension = discordExtension, csrcs = [], paddingBytes = 0, unencrypted } = this.#options;
    const isPlain = picks(unencrypted, index);
    if (!call || (dave && !dave.canSend && !isPlain)) return 'unheard';
    const payload = dave && !isPlain && call.connection?.daveVersion ? dave.encrypt(opus) : opus;
    const packet = { ssrc, sequence, timestamp, payload, extension, csrcs, paddingBytes };
    const due = this.#due();
    const isHeard = call.transmit(packet, (datagram) => this.#onTheWay(datagram, index));
    for (const { datagram } of due) call.connection?.transmit(datagram);
    return isHeard ? this.#fate(index) : 'unheard';
  }

  #fate(index: number): PacketFate {
    if (picks(this.#options.drop, index)) return 'dropped';
    if (picks(this.#options.corrupt, index)) return 'corrupted';
    return picks(this.#options.duplicate, index) ? 'duplicated' : 'sent';
  }

  #onTheWay(datagram: Buffer, index: number): readonly Buffer[] {
    const fate = this.#fate(index);
    if (fate === 'dropped') return [];
    if (fate === 'corrupted') return [spoilt(datagram)];
    if (fate === 'duplicated') return [datagram, datagram];
    const { late } = this.#options;
    if (!late || !picks(late.pick, index)) return [datagram];
    this.#late.push({ datagram, wait: late.by });
    return [];
  }

  /** Those whose turn comes behind the next packet. */
  #due(): readonly Late[] {
    for (const late of this.#late) late.wait -= 1;
    const due = this.#late.filter(({ wait }) => wait <= 0);
    this.#late = this.#late.filter(({ wait }) => wait > 0);
    return due;
  }
}

/** One bit of the ciphertext turned over: the header stays right, the proof fails. */
function spoilt(datagram: Buffer): Buffer {
  const bytes = Buffer.from(datagram);
  const last = bytes.length - 5;
  bytes[last] = (bytes[last] ?? 0) ^ 0x01;
  return bytes;
}
