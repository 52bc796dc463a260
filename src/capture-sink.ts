import { statfs } from 'node:fs/promises';
import type { Erasure } from './domain/erasure.ts';
import type { CaptureEvent, Packet } from './domain/packet.ts';
import type { CaptureReceipt } from './domain/receipt.ts';
import type { Logger } from './log.ts';
import type { CaptureSink } from './platforms/discord/voice/worker/index.ts';
import type { Clock } from './ports/clock.ts';
import { type JournalRecord, type JournalWriter, ReceiptCounter, readJournal } from './recording/index.ts';

/** Records that come while an older part of the journal is counted: five minutes of 25 people. */
const MAX_WAITING = 400_000;
/** Nobody looks at the numbers for each packet, and one by one counting costs several times as much. */
const COUNTED_AT_ONCE = 512;
/** Packets may come this much later than time itself says. */
const LAG_MS = 1_000;

export interface CountingOptions {
  readonly folder: string;
  readonly key: Uint8Array | null;
  /** Epoch ms before which everything in the journal is another writer's, or null when there was no journal. */
  readonly reopenedAtMs: number | null;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A journal that counts what goes into it. What was in it before is counted in the background: recording does not wait for that. */
export class CountingSink implements CaptureSink {
  readonly #writer: JournalWriter;
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #counter = new ReceiptCounter();
  readonly #erased = new Set<string>();
  readonly #closing = new AbortController();
  readonly #counted: Promise<void>;
  #isCounted = false;
  /** What is not counted yet. */
  #waiting: JournalRecord[] = [];

  constructor(writer: JournalWriter, options: CountingOptions) {
    this.#writer = writer;
    this.#folder = options.folder;
    this.#clock = options.clock;
    this.#counted = this.#countBefore(options);
  }

  packet(packet: Packet): void {
    this.#writer.packet(packet);
    this.#count({ kind: 'packet', packet });
  }

  event(event: CaptureEvent): void {
    this.#writer.event(event);
    this.#count({ kind: 'event', event });
  }

  counters() {
    return this.#writer.counters();
  }

  flush(): Promise<void> {
    return this.#writer.flush();
  }

  /** Of a member who is erased nothing is told any more. */
  async erase(erasure: Erasure): Promise<void> {
    await this.#writer.erase(erasure);
    if (erasure.kind === 'user') this.#erased.add(erasure.userId);
  }

  async receipt(): Promise<CaptureReceipt> {
    await this.#counted;
    this.#count({ kind: 'time', atMs: this.#clock.now() - LAG_MS });
    this.#countWaiting();
    const receipt = this.#counter.receipt();
    return { ...receipt, members: receipt.members.filter(({ userId }) => !this.#erased.has(userId)) };
  }

  async freeBytes(): Promise<number> {
    try {
      const { blocks, bavail, bsize } = await statfs(this.#folder);
      return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize;
    } catch {
      return Number.POSITIVE_INFINITY; // the journal tells when it can't write
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    await this.#writer[Symbol.asyncDispose]();
    await this.#counted;
  }

  #count(record: JournalRecord): void {
    this.#waiting.push(record);
    if (this.#waiting.length >= (this.#isCounted ? COUNTED_AT_ONCE : MAX_WAITING)) this.#countWaiting();
  }

  #countWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const record of waiting) this.#counter.add(record);
  }

  async #countBefore({ folder, key, reopenedAtMs, log }: CountingOptions): Promise<void> {
    try {
      if (reopenedAtMs !== null) await this.#countUntil(reopenedAtMs, readJournal(folder, this.#readOptions(key)));
    } catch (err) {
      if (!this.#closing.signal.aborted) log.warn({ err }, 'receipt begins anew: the journal can not be read back');
    }
    this.#isCounted = true;
    this.#countWaiting();
  }

  async #countUntil(reopenedAtMs: number, records: AsyncIterable<JournalRecord>): Promise<void> {
    for await (const record of records) {
      if (isReopening(record, reopenedAtMs)) return;
      this.#counter.add(record);
    }
  }

  #readOptions(key: Uint8Array | null) {
    return { key, signal: this.#closing.signal };
  }
}

/** The mark that the journal writes when it goes on in a new file: behind it stands what this sink is given. */
const isReopening = (record: JournalRecord, reopenedAtMs: number): boolean =>
  record.kind === 'event' &&
  record.event.type === 'gap' &&
  record.event.reason === 'restart' &&
  record.event.atMs >= reopenedAtMs;
