import type { CaptureEvent, Packet } from '../../domain/packet.ts';
import type { MomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PacketSink, PacketSinkCounters } from '../../ports/packet-sink.ts';
import { BatchQueue } from './batch-queue.ts';
import { toDiskFault } from './disk-fault.ts';
import type { Erasure } from './erasure.ts';
import { writeEventPayload } from './event-payload.ts';
import type { JournalOutput } from './journal-output.ts';
import { LossBook } from './loss-book.ts';
import { UserNumbers } from './user-numbers.ts';
import { WriterBell } from './writer-bell.ts';

export interface WriterOptions {
  readonly output: JournalOutput;
  readonly clock: Clock;
  readonly log: Logger;
  /** Once for each failure, loudly: MomError disk_full or journal_failed. */
  readonly onFault: (fault: MomError) => void;
  /** Files below the given number are complete: take something out of them. */
  readonly erase: (erasure: Erasure, belowNumber: number) => Promise<void>;
  /** After each write, to wake who follows. */
  readonly onWritten?: () => void;
}

const BATCH_MS = 150;
const RETRY_MS = 2_000;

/** Writes packets and events in the order in which they come, in batches, by itself. */
export class JournalWriter implements PacketSink {
  readonly #options: WriterOptions;
  readonly #queue = new BatchQueue();
  readonly #losses = new LossBook();
  readonly #users = new UserNumbers();
  readonly #bell: WriterBell;
  readonly #flushes: PromiseWithResolvers<void>[] = [];
  readonly #counters = { packets: 0, events: 0, bytes: 0, dropped: 0 };
  readonly #running: Promise<void>;
  #fault: MomError | null = null;
  #isRotationWanted = false;
  #isClosing = false;

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#bell = new WriterBell(options.clock);
    this.#running = this.#run();
  }

  packet(packet: Packet): void {
    const user = this.#users.bytesOf(packet.userId);
    const isSound = user !== null && Number.isFinite(packet.arrivalMs);
    if (isSound && !this.#isClosing && this.#queue.addPacket(user, packet)) this.#ring();
    else this.#drop(packet.userId, isSound);
  }

  event(event: CaptureEvent): void {
    if (!this.#isClosing && this.#queue.addEvent(writeEventPayload(event))) this.#ring();
    else this.#options.log.error({ type: event.type }, 'event could not be journaled');
  }

  counters(): PacketSinkCounters {
    return { ...this.#counters };
  }

  flush(): Promise<void> {
    if (this.#isClosing) return this.#closed();
    const flush = Promise.withResolvers<void>();
    this.#flushes.push(flush);
    this.#bell.hurry();
    return flush.promise;
  }

  /**
   * Takes something out of the journal while it is being written; what comes meanwhile is not touched.
   *
   * @throws MomError journal_failed; the erasure is then finished when the journal is opened again
   */
  async erase(erasure: Erasure): Promise<void> {
    this.#isRotationWanted = true;
    await this.flush();
    await this.#options.erase(erasure, this.#options.output.number + 1);
  }

  /** Writes what there is, once; what the disk does not take is lost and was told. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosing = true;
    this.#bell.hurry();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isClosing || this.#hasWork) {
      if (!this.#hasWork) await this.#bell.rung();
      await this.#bell.rest(this.#fault ? RETRY_MS : BATCH_MS);
      await this.#step();
      if (this.#isClosing && this.#fault) break;
    }
    await this.#options.output.rotate().catch((error: unknown) => this.#fail(error));
    for (let batch = this.#queue.first(); batch; batch = this.#queue.first()) {
      this.#counters.dropped += batch.packets;
      this.#queue.shift();
    }
    this.#settle(this.#flushes.splice(0));
  }

  async #closed(): Promise<void> {
    await this.#running;
    if (this.#fault) throw this.#fault;
  }

  get #hasWork(): boolean {
    return !this.#queue.isEmpty || this.#options.output.isDirty || this.#flushes.length > 0;
  }

  async #step(): Promise<void> {
    const { output } = this.#options;
    const flushes = this.#flushes.splice(0); // those that come meanwhile want what comes meanwhile
    const isUrgent = flushes.length > 0 || this.#isClosing;
    try {
      await this.#writeAll();
      if (this.#isRotationWanted) await output.rotate();
      this.#isRotationWanted = false;
      await output.sync(isUrgent);
    } catch (error: unknown) {
      await this.#fail(error);
    }
    this.#settle(flushes);
  }

  async #writeAll(): Promise<void> {
    for (let batch = this.#queue.first(); batch; batch = this.#queue.first()) {
      const bytes = await this.#options.output.append(batch.bytes);
      this.#queue.shift();
      this.#counters.bytes += bytes;
      this.#counters.packets += batch.packets;
      this.#counters.events += batch.events;
      this.#recover();
    }
    this.#options.onWritten?.();
  }

  async #fail(error: unknown): Promise<void> {
    const isNew = this.#fault === null;
    this.#fault = toDiskFault(error);
    if (isNew) {
      this.#options.log.error({ err: error }, 'journal can not be written');
      this.#tell(this.#fault);
    }
    await this.#options.output.abandon();
  }

  /** Writing works again: what was lost meanwhile becomes part of the record. */
  #recover(): void {
    if (this.#fault) this.#options.log.warn('journal is written again');
    this.#fault = null;
    for (const { userId, packets } of this.#losses.take())
      this.event({ type: 'gap', atMs: this.#options.clock.now(), userId, reason: 'disk', packets });
  }

  /** A packet without a proper user id or time has no place in a meeting, so it is no gap in one either. */
  #drop(userId: string, isSound: boolean): void {
    this.#counters.dropped += 1;
    if (isSound) this.#losses.add(userId);
    else if (this.#counters.dropped === 1) this.#options.log.error('packets without a proper user id or time come');
  }

  #ring(): void {
    if (this.#queue.hasFull && !this.#fault) this.#bell.hurry();
    else this.#bell.ring();
  }

  #settle(flushes: readonly PromiseWithResolvers<void>[]): void {
    for (const flush of flushes) {
      if (this.#fault) flush.reject(this.#fault);
      else flush.resolve();
    }
  }

  /** Whoever is told must not be able to stop the recording. */
  #tell(fault: MomError): void {
    try {
      this.#options.onFault(fault);
    } catch (error: unknown) {
      this.#options.log.error({ err: error }, 'fault could not be told');
    }
  }
}
