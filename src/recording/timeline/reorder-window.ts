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
  /** Of those that wait; null when it has to be looked for. Every packet asks for it, and few change it. */
  #leastOffsetMs: number | null = Number.POSITIVE_INFINITY;

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
    if (at === this.#waiting.length) this.#waiting.push(packet);
    else this.#waiting.splice(at, 0, packet);
    if (this.#leastOffsetMs !== null) this.#leastOffsetMs = Math.min(this.#leastOffsetMs, packet.offsetMs);
    return true;
  }

  shift(): WaitingPacket | null {
    const first = this.#waiting.shift() ?? null;
    const wasLeast = first !== null && !(first.offsetMs > (this.#leastOffsetMs ?? Number.NEGATIVE_INFINITY));
    if (wasLeast) this.#leastOffsetMs = null;
    return first;
  }

  /** The fastest of the packets that wait: its delay is nearest to none. */
  leastOffsetMs(): number {
    this.#leastOffsetMs ??= leastOf(this.#waiting);
    return this.#leastOffsetMs;
  }
}

function leastOf(packets: readonly WaitingPacket[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { offsetMs } of packets) if (offsetMs < least) least = offsetMs;
  return least;
}

export const offsetOf = (arrivalMs: number, rtpTime: number): number => arrivalMs - rtpTime / TICKS_PER_MS;
