import type { Packet } from '../../domain/packet.ts';
import { isSilencePacket, TICKS_PER_MS, ticksOfPacket } from './opus-toc.ts';
import type { PlacedPacket } from './placed-packet.ts';
import { offsetOf, ReorderWindow, type WaitingPacket } from './reorder-window.ts';
import { SpurtAnchor } from './spurt-anchor.ts';
import { unwrap } from './unwrap.ts';

/** 16 packets of 20 ms. */
const REORDER_MS = 320;
/** A stall of the network that ends in a burst looks like a pause until the burst is over. */
const SUSPECT_MS = 2_000;
/** RFC 3550 appendix A.1, MAX_MISORDER: a larger jump is a sender that began anew. */
const MAX_MISORDER = 100;
/** Unless its RTP time jumped just as far: then it is a long loss. */
const JUMP_TOLERANCE_TICKS = 5_000 * TICKS_PER_MS;

interface LastPlaced {
  readonly sequence: number;
  readonly endRtpTime: number;
  readonly ticks: number;
  readonly isSilence: boolean;
}

/** What stands between two packets. After a pause off the record nothing is missing. */
type Break = 'none' | 'gap' | 'pause';

/** The packets of one SSRC: put in order, placed in the meeting, losses counted. */
export class StreamTimeline {
  readonly #userId: string;
  readonly #zeroMs: number;
  readonly #window = new ReorderWindow();
  readonly #anchor = new SpurtAnchor();
  #highest: WaitingPacket | null = null;
  #last: LastPlaced | null = null;
  #break: Break = 'none';
  #late = 0;

  constructor(userId: string, zeroMs: number) {
    this.#userId = userId;
    this.#zeroMs = zeroMs;
  }

  get isEmpty(): boolean {
    return this.#window.first === null;
  }

  /** Packets that came twice or after their turn. */
  get late(): number {
    return this.#late;
  }

  /** Adds to `placed` what the packet made certain: nothing, unless the sender began anew with it. */
  add(packet: Packet, nowMs: number, placed: PlacedPacket[]): void {
    const next = this.#unwrapped(packet, nowMs);
    const isNewStart = this.#highest !== null && this.#isJump(next, this.#highest);
    if (isNewStart) this.interrupt(placed);
    if (isNewStart) this.#last = null;
    const isLate = this.#last !== null && next.sequence <= this.#last.sequence;
    if (isLate || !this.#window.add(next)) this.#late += 1;
    else if (isNewStart || next.sequence > (this.#highest?.sequence ?? Number.NEGATIVE_INFINITY)) this.#highest = next;
  }

  /** Adds the packets whose turn has come at `nowMs` (epoch). */
  release(nowMs: number, placed: PlacedPacket[]): void {
    for (let first = this.#window.first; first; first = this.#window.first) {
      if (!this.#isDue(first, nowMs)) return;
      placed.push(this.#place(first));
    }
  }

  /** The next packet may be anywhere, though nothing says so. */
  expectBreak(): void {
    if (this.#break === 'none') this.#break = 'gap';
  }

  /** Adds all that waits; nothing is missing before what comes next, wherever that is. */
  interrupt(placed: PlacedPacket[]): void {
    this.release(Number.POSITIVE_INFINITY, placed);
    this.#break = 'pause';
  }

  #unwrapped(packet: Packet, nowMs: number): WaitingPacket {
    const highest = this.#highest;
    const sequence = highest ? unwrap(packet.sequence, highest.sequence, 16) : packet.sequence;
    const rtpTime = highest ? unwrap(packet.rtpTime, highest.rtpTime, 32) : packet.rtpTime;
    const offsetMs = offsetOf(packet.arrivalMs - this.#zeroMs, rtpTime);
    return { packet, sequence, rtpTime, offsetMs, sinceMs: Math.max(packet.arrivalMs, nowMs) };
  }

  #isJump(next: WaitingPacket, highest: WaitingPacket): boolean {
    const packets = next.sequence - highest.sequence;
    if (Math.abs(packets) <= MAX_MISORDER) return false;
    const ticks = packets * ticksOfPacket(next.packet.opus);
    return Math.abs(next.rtpTime - highest.rtpTime - ticks) > JUMP_TOLERANCE_TICKS;
  }

  #isDue(first: WaitingPacket, nowMs: number): boolean {
    const waitedMs = nowMs - first.sinceMs;
    if (waitedMs < REORDER_MS && !this.#window.isFull) return false;
    const isSuspect = !this.#mayBreak(first) && this.#anchor.isSuspect(this.#window.leastOffsetMs());
    return !isSuspect || waitedMs >= SUSPECT_MS || this.#window.isFull;
  }

  /** A spurt begins after silence, after whatever interrupted the stream, and at its start. */
  #mayBreak({ packet }: WaitingPacket): boolean {
    if (!this.#last || this.#break !== 'none') return true;
    return this.#last.isSilence && !isSilencePacket(packet.opus);
  }

  #place(next: WaitingPacket): PlacedPacket {
    const { opus } = next.packet;
    const offsetMs = this.#anchor.place(this.#window.leastOffsetMs(), this.#mayBreak(next));
    const ticks = ticksOfPacket(opus);
    const isSilence = isSilencePacket(opus);
    const loss = this.#lossBefore(next);
    this.#window.shift();
    this.#last = { sequence: next.sequence, endRtpTime: next.rtpTime + ticks, ticks, isSilence };
    this.#break = 'none';
    const startTick = Math.round(offsetMs * TICKS_PER_MS + next.rtpTime);
    return { userId: this.#userId, startTick, ticks, opus, isSilence, ...loss };
  }

  #lossBefore({ sequence, rtpTime }: WaitingPacket): Pick<PlacedPacket, 'lostPackets' | 'lostTicks'> {
    if (!this.#last || this.#break === 'pause') return { lostPackets: 0, lostTicks: 0 };
    const lostPackets = sequence - this.#last.sequence - 1;
    const missing = Math.max(0, rtpTime - this.#last.endRtpTime);
    return { lostPackets, lostTicks: Math.min(missing, lostPackets * this.#last.ticks) };
  }
}
