import type { Packet } from '../../domain/packet.ts';
import { closeFrame, FRAME_HEAD_BYTES, FRAME_KINDS } from './frame.ts';
import { PACKET_HEAD_BYTES, writePacketPayload } from './packet-payload.ts';

/** Frames that will be written at once. */
export interface Batch {
  readonly bytes: Buffer;
  readonly packets: number;
  readonly events: number;
}

interface OpenBatch {
  readonly bytes: Buffer;
  used: number;
  packets: number;
  events: number;
}

const MAX_BATCH_PACKETS = 256;
/** Room for 256 packets of talk; larger ones make a batch of fewer. */
const BATCH_BYTES = 128 * 1024;
/** Of one record. An UDP datagram has at most 64 KiB, and no note is longer. */
const MAX_RECORD_BYTES = 66_000;
/** What waits while the disk does not take it: 45 s of 25 people talking at once. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;
/** Events are few and explain the packets, so they find room when packets don't. */
const EVENT_RESERVE_BYTES = 1024 * 1024;

/** Records on their way to the disk. Bounded: when it is full new ones are refused, so that what is kept has no holes. */
export class BatchQueue {
  readonly #closed: Batch[] = [];
  #open: OpenBatch | null = null;
  #waitingBytes = 0;

  get isEmpty(): boolean {
    return this.#closed.length === 0 && this.#open === null;
  }

  /** A whole batch waits, not only the beginning of one. */
  get hasFull(): boolean {
    return this.#closed.length > 0;
  }

  /** False when there is no room for it. @param user The 8 bytes of `UserNumbers`. */
  addPacket(user: Uint8Array, packet: Packet): boolean {
    const payloadBytes = PACKET_HEAD_BYTES + packet.opus.length;
    const batch = this.#room(FRAME_HEAD_BYTES + payloadBytes, MAX_WAITING_BYTES);
    if (!batch) return false;
    writePacketPayload(batch.bytes, batch.used + FRAME_HEAD_BYTES, user, packet);
    this.#close(batch, FRAME_KINDS.packet, payloadBytes);
    batch.packets += 1;
    if (batch.packets === MAX_BATCH_PACKETS) this.#endBatch();
    return true;
  }

  addEvent(payload: Buffer): boolean {
    const batch = this.#room(FRAME_HEAD_BYTES + payload.length, MAX_WAITING_BYTES + EVENT_RESERVE_BYTES);
    if (!batch) return false;
    batch.bytes.set(payload, batch.used + FRAME_HEAD_BYTES);
    this.#close(batch, FRAME_KINDS.event, payload.length);
    batch.events += 1;
    return true;
  }

  /** The oldest batch, which stays until `shift`: it may have to be written again. */
  first(): Batch | null {
    if (this.#closed.length === 0) this.#endBatch();
    return this.#closed[0] ?? null;
  }

  shift(): void {
    this.#waitingBytes -= this.#closed.shift()?.bytes.length ?? 0;
  }

  #room(bytes: number, limit: number): OpenBatch | null {
    if (bytes > MAX_RECORD_BYTES || this.#waitingBytes + bytes > limit) return null;
    if (this.#open && this.#open.used + bytes > this.#open.bytes.length) this.#endBatch();
    this.#open ??= { bytes: Buffer.allocUnsafe(BATCH_BYTES), used: 0, packets: 0, events: 0 };
    return this.#open;
  }

  #close(batch: OpenBatch, kind: number, payloadBytes: number): void {
    closeFrame(batch.bytes, batch.used, kind, payloadBytes);
    batch.used += FRAME_HEAD_BYTES + payloadBytes;
    this.#waitingBytes += FRAME_HEAD_BYTES + payloadBytes;
  }

  #endBatch(): void {
    const batch = this.#open;
    if (!batch) return;
    this.#open = null;
    this.#closed.push({ bytes: batch.bytes.subarray(0, batch.used), packets: batch.packets, events: batch.events });
  }
}
