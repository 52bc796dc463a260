import type { CaptureEvent, Packet } from '../../domain/packet.ts';
import type { JournalRecord } from '../journal/journal-record.ts';
import { PauseWatch } from './pause-watch.ts';
import type { PlacedPacket } from './placed-packet.ts';
import { StreamTimeline } from './stream-timeline.ts';

/** A member gets a new SSRC with each connection; older ones than the last few are over. */
const STREAMS_PER_USER = 4;
/** How often all streams are asked what is due, in ms of the journal's time. */
const SWEEP_MS = 100;
/** Packets are held back for seconds; what is older than this came after the host's clock was put back. */
const CLOCK_STEP_MS = 60_000;

/** Puts the packets of a journal where they belong in the meeting. Give it the records in order, `end` at last. */
export class Timeline {
  readonly #zeroMs: number;
  readonly #streams = new Map<string, Map<number, StreamTimeline>>();
  readonly #pauses = new PauseWatch();
  #nowMs = 0;
  #sweptAtMs = 0;

  /** @param zeroMs Epoch ms of the meeting's zero. */
  constructor(zeroMs: number) {
    this.#zeroMs = zeroMs;
  }

  /** Epoch ms up to which the journal was heard. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Nothing of this member waits for its turn. */
  isSettled(userId: string): boolean {
    const streams = this.#streams.get(userId);
    return !streams || [...streams.values()].every((stream) => stream.isEmpty);
  }

  /** Everything that the record made certain, of one member in order. */
  add(record: JournalRecord): readonly PlacedPacket[] {
    const placed: PlacedPacket[] = [];
    if (record.kind === 'packet') this.#addPacket(record.packet, placed);
    if (record.kind === 'event') this.#addEvent(record.event, placed);
    if (record.kind === 'time') this.#advance(record.atMs, placed);
    return placed;
  }

  /** What still waits. */
  end(): readonly PlacedPacket[] {
    const placed: PlacedPacket[] = [];
    this.#releaseAll(Number.POSITIVE_INFINITY, placed);
    return placed;
  }

  #addPacket(packet: Packet, placed: PlacedPacket[]): void {
    this.#advance(packet.arrivalMs, placed);
    if (this.#pauses.covers(packet.userId, packet.arrivalMs)) return;
    const stream = this.#streamOf(packet, placed);
    stream.add(packet, this.#nowMs, placed);
    stream.release(this.#nowMs, placed);
  }

  #addEvent(event: CaptureEvent, placed: PlacedPacket[]): void {
    this.#pauses.add(event);
    if (event.type === 'pause-start' || event.type === 'pause-end')
      for (const stream of this.#streamsOf(event.userId)) stream.interrupt(placed);
    else if (isNewConnection(event)) for (const stream of this.#allStreams()) stream.expectBreak();
  }

  #advance(atMs: number, placed: PlacedPacket[]): void {
    const isStepBack = atMs < this.#nowMs - CLOCK_STEP_MS;
    if (isStepBack) this.#releaseAll(Number.POSITIVE_INFINITY, placed);
    this.#nowMs = isStepBack ? atMs : Math.max(this.#nowMs, atMs);
    if (!isStepBack && this.#nowMs - this.#sweptAtMs < SWEEP_MS) return;
    this.#sweptAtMs = this.#nowMs;
    this.#releaseAll(this.#nowMs, placed);
  }

  #releaseAll(nowMs: number, placed: PlacedPacket[]): void {
    for (const stream of this.#allStreams()) stream.release(nowMs, placed);
  }

  #streamOf({ userId, ssrc }: Packet, placed: PlacedPacket[]): StreamTimeline {
    const streams = this.#streams.get(userId) ?? this.#addUser(userId);
    const known = streams.get(ssrc);
    if (known) return known;
    const stream = new StreamTimeline(userId, this.#zeroMs);
    streams.set(ssrc, stream);
    this.#displaceOldest(streams, placed);
    return stream;
  }

  #addUser(userId: string): Map<number, StreamTimeline> {
    const streams = new Map<number, StreamTimeline>();
    this.#streams.set(userId, streams);
    return streams;
  }

  #displaceOldest(streams: Map<number, StreamTimeline>, placed: PlacedPacket[]): void {
    if (streams.size <= STREAMS_PER_USER) return;
    const [oldest] = streams;
    if (!oldest) return;
    streams.delete(oldest[0]);
    oldest[1].interrupt(placed);
  }

  #streamsOf(userId: string | null): readonly StreamTimeline[] {
    return userId === null ? this.#allStreams() : [...(this.#streams.get(userId)?.values() ?? [])];
  }

  #allStreams(): readonly StreamTimeline[] {
    return [...this.#streams.values()].flatMap((streams) => [...streams.values()]);
  }
}

const isNewConnection = (event: CaptureEvent): boolean =>
  event.type === 'reconnect-start' ||
  (event.type === 'gap' && (event.reason === 'reconnect' || event.reason === 'restart'));
