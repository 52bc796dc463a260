import type { CaptureEvent } from '../../domain/packet.ts';
import type { Erasure } from './erasure.ts';
import type { JournalRecord } from './journal-record.ts';

/** Goes through the records of one file in order and says what stands in the place of each. */
export class EraseFilter {
  readonly #erasure: Erasure;
  /** The last thing that was kept stands before a piece that was taken out. */
  #isInside = false;
  #lastMs = 0;

  constructor(erasure: Erasure) {
    this.#erasure = erasure;
  }

  /** The record itself when it stays; bytes that can't be read may be anybody's and never stay. */
  replace(record: JournalRecord): readonly JournalRecord[] {
    if (record.kind === 'damage') return this.#lostRecord(record.isTail);
    this.#lastMs = timeOf(record);
    if (!this.#concerns(record)) return [...this.#leave(record), record];
    if (this.#erasure.kind === 'user' || this.#isInside) return [];
    this.#isInside = true;
    return [pause('pause-start', this.#erasure.fromMs)];
  }

  /** What must still come at the end of the file. */
  end(): readonly JournalRecord[] {
    return this.#erasure.kind === 'range' && this.#isInside ? [pause('pause-end', this.#erasure.toMs)] : [];
  }

  #concerns(record: JournalRecord): boolean {
    return this.#erasure.kind === 'user'
      ? userOf(record) === this.#erasure.userId
      : isSpoken(record) && this.#lastMs >= this.#erasure.fromMs && this.#lastMs < this.#erasure.toMs;
  }

  #leave(record: JournalRecord): readonly JournalRecord[] {
    if (!this.#isInside || this.#erasure.kind === 'user') return [];
    if (record.kind !== 'packet' || this.#lastMs < this.#erasure.toMs) return [];
    this.#isInside = false;
    return [pause('pause-end', this.#erasure.toMs)];
  }

  #lostRecord(isTail: boolean): readonly JournalRecord[] {
    if (isTail) return [];
    const event: CaptureEvent = { type: 'gap', atMs: this.#lastMs, userId: null, reason: 'disk', packets: 0 };
    return [{ kind: 'event', event }];
  }
}

/** Joining and leaving say nothing about what was said. */
const isSpoken = (record: JournalRecord): boolean =>
  record.kind === 'packet' || (record.kind === 'event' && record.event.type === 'note');

function userOf(record: JournalRecord): string | null {
  if (record.kind === 'packet') return record.packet.userId;
  return record.kind === 'event' && 'userId' in record.event ? record.event.userId : null;
}

function timeOf(record: Exclude<JournalRecord, { kind: 'damage' }>): number {
  if (record.kind === 'packet') return record.packet.arrivalMs;
  return record.kind === 'event' ? record.event.atMs : record.atMs;
}

const pause = (type: 'pause-start' | 'pause-end', atMs: number): JournalRecord => ({
  kind: 'event',
  event: { type, atMs, userId: null },
});
