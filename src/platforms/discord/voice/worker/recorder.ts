import type { Erasure } from '../../../../domain/erasure.ts';
import type { CaptureEvent, GapReason, Packet } from '../../../../domain/packet.ts';
import type { Clock } from '../../../../ports/clock.ts';
import type { CaptureSink } from './capture-sink.ts';
import { GapBook } from './gap-book.ts';
import { OffRecord } from './off-record.ts';

/** Decides what of a call is written down. */
export class Recorder {
  readonly #sink: CaptureSink;
  readonly #clock: Clock;
  readonly #gaps = new GapBook();
  readonly #offRecord = new OffRecord();
  readonly #excluded: Set<string>;
  readonly #bots = new Set<string>();
  #heardAtMs: number;

  constructor(sink: CaptureSink, clock: Clock, excludedUserIds: readonly string[]) {
    this.#sink = sink;
    this.#clock = clock;
    this.#excluded = new Set(excludedUserIds);
    this.#heardAtMs = clock.now();
  }

  /** Epoch ms at which the last packet came, on or off the record. */
  get heardAtMs(): number {
    return this.#heardAtMs;
  }

  wants(userId: string): boolean {
    return !this.#excluded.has(userId) && !this.#bots.has(userId);
  }

  packet(packet: Packet): void {
    if (!this.wants(packet.userId)) return;
    this.#heardAtMs = packet.arrivalMs;
    if (!this.#offRecord.covers(packet.userId, packet.arrivalMs)) this.#sink.packet(packet);
  }

  event(event: CaptureEvent): void {
    this.#sink.event(event);
  }

  gap(userId: string | null, reason: GapReason, packets: number): void {
    if (userId !== null && !this.wants(userId)) return;
    if (!this.#offRecord.covers(userId, this.#clock.now())) this.#gaps.add(userId, reason, packets);
  }

  /** To be called each second. */
  writeGaps(): void {
    const atMs = this.#clock.now();
    for (const gap of this.#gaps.take()) this.#sink.event({ type: 'gap', atMs, ...gap });
  }

  pause(userId: string | null): void {
    const atMs = this.#clock.now();
    if (this.#offRecord.begin(userId, atMs)) this.#sink.event({ type: 'pause-start', atMs, userId });
  }

  resume(userId: string | null): void {
    const atMs = this.#clock.now();
    if (this.#offRecord.end(userId, atMs)) this.#sink.event({ type: 'pause-end', atMs, userId });
  }

  exclude(userId: string): void {
    this.#excluded.add(userId);
    this.#gaps.drop(userId);
  }

  /** What they said until now and is still held back is not recorded either. */
  include(userId: string): void {
    this.#offRecord.keepOut(userId, Number.NEGATIVE_INFINITY, this.#clock.now());
    this.#excluded.delete(userId);
  }

  /** Of what is erased nothing may come later: a packet that waits for its key or its owner. */
  keepOut(erasure: Erasure): void {
    if (erasure.kind === 'range') this.#offRecord.keepOut(null, erasure.fromMs, erasure.toMs);
    else this.#offRecord.keepOut(erasure.userId, Number.NEGATIVE_INFINITY, this.#clock.now());
  }

  /** A bot, which is never recorded. */
  ignore(userId: string): void {
    this.#bots.add(userId);
  }
}
