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
    if (record.kind === 'packet') return this.#addPacket(record.packet);
    if (record.kind === 'event') return this.#addEvent(record.event);
    return record.kind === 'time' ? this.#advance(record.atMs) : [];
  }

  /** What still waits. */
  end(): readonly PlacedPacket[] {
    return this.#allStreams().flatMap((stream) => [...stream.release(Number.POSITIVE_INFINITY)]);
  }

  #addPacket(packet: Packet): readonly PlacedPacket[] {
    const before = this.#advance(packet.arrivalMs);
    if (this.#pauses.covers(packet.userId, packet.arrivalMs)) return before;
    const { stream, displaced } = this.#streamOf(packet);
    const jumped = stream.add(packet, this.#nowMs);
    return [...before, ...displaced, ...jumped, ...stream.release(this.#nowMs)];
  }

  #addEvent(event: CaptureEvent): readonly PlacedPacket[] {
    this.#pauses.add(event);
    if (event.type === 'pause-start' || event.type === 'pause-end')
      return this.#streamsOf(event.userId).flatMap((stream) => stream.interrupt());
    if (isNewConnection(event)) for (const stream of this.#allStreams()) stream.expectBreak();
    return [];
  }

  #advance(atMs: number): readonly PlacedPacket[] {
    const isStepBack = atMs < this.#nowMs - CLOCK_STEP_MS;
    const before = isStepBack ? this.end() : [];
    this.#nowMs = isStepBack ? atMs : Math.max(this.#nowMs, atMs);
    if (!isStepBack && this.#nowMs - this.#sweptAtMs < SWEEP_MS) return before;
    this.#sweptAtMs = this.#nowMs;
    return [...before, ...this.#allStreams().flatMap((stream) => [...stream.release(this.#nowMs)])];
  }

  #streamOf({ userId, ssrc }: Packet): { stream: StreamTimeline; displaced: readonly PlacedPacket[] } {
    const streams = this.#streams.get(userId) ?? new Map<number, StreamTimeline>();
    this.#streams.set(userId, streams);
    const known = streams.get(ssrc);
    if (known) return { stream: known, displaced: [] };
    const stream = new StreamTimeline(userId, this.#zeroMs);
    streams.set(ssrc, stream);
    return { stream, displaced: this.#displaceOldest(streams) };
  }

  #displaceOldest(streams: Map<number, StreamTimeline>): readonly PlacedPacket[] {
    if (streams.size <= STREAMS_PER_USER) return [];
    const [oldest] = streams;
    if (!oldest) return [];
    streams.delete(oldest[0]);
    return oldest[1].interrupt();
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
