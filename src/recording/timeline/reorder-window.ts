import type { Packet } from '../../domain/packet.ts';
import { TICKS_PER_MS } from './opus-toc.ts';

/** A packet that waits for its turn. */
export interface WaitingPacket {
  readonly packet: Packet;
  /** Sequence number and RTP time, counted on beyond their bits. */
  readonly sequence: number;
  readonly rtpTime: number;
  /** Where it would start by its arrival alone: ms since the meeting's zero minus its RTP time. Smaller = came faster. */
  readonly offsetMs: number;
  /** When it was given (ms), which for a packet that was held back is later than its arrival. */
  readonly sinceMs: number;
}

/** Bounds memory when the time stands still: ten seconds of packets of 20 ms. */
const MAX_WAITING = 512;

/** Packets of one stream in the order of their numbers. */
export class ReorderWindow {
  readonly #waiting: WaitingPacket[] = [];

  get first(): WaitingPacket | null {
    return this.#waiting[0] ?? null;
  }

  get isFull(): boolean {
    return this.#waiting.length >= MAX_WAITING;
  }

  /** False when it is there already. */
  add(packet: WaitingPacket): boolean {
    let at = this.#waiting.length;
    while (at > 0 && (this.#waiting[at - 1]?.sequence ?? 0) > packet.sequence) at -= 1;
    if (this.#waiting[at - 1]?.sequence === packet.sequence) return false;
    this.#waiting.splice(at, 0, packet);
    return true;
  }

  shift(): WaitingPacket | null {
    return this.#waiting.shift() ?? null;
  }

  /** The fastest of the packets that wait: its delay is nearest to none. */
  leastOffsetMs(): number {
    return this.#waiting.reduce((least, { offsetMs }) => Math.min(least, offsetMs), Number.POSITIVE_INFINITY);
  }
}

export const offsetOf = (arrivalMs: number, rtpTime: number): number => arrivalMs - rtpTime / TICKS_PER_MS;
