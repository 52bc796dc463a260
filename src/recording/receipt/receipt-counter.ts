import type { CaptureEvent } from '../../domain/packet.ts';
import type { CaptureReceipt } from '../../domain/receipt.ts';
import type { JournalRecord } from '../journal/journal-record.ts';
import type { PlacedPacket } from '../timeline/placed-packet.ts';
import { Timeline } from '../timeline/timeline.ts';
import { MemberCount } from './member-count.ts';
import { SpanTotal } from './span-total.ts';

/** Counts what was recorded and what is missing, while it is recorded or afterwards from the journal: the same numbers. */
export class ReceiptCounter {
  readonly #timeline = new Timeline(0);
  readonly #members = new Map<string, MemberCount>();
  readonly #disconnected = new SpanTotal();
  readonly #paused = new SpanTotal();
  #reconnects = 0;
  #commonGaps = 0;
  #damagedBytes = 0;
  #nowMs = 0;

  /** Bytes of the journal that could not be read; the torn end after a crash is none of them. */
  get damagedBytes(): number {
    return this.#damagedBytes;
  }

  add(record: JournalRecord): void {
    if (record.kind === 'damage' && !record.isTail) this.#damagedBytes += record.bytes;
    if (record.kind === 'event') this.#countEvent(record.event);
    this.#countAll(this.#timeline.add(record));
    this.#nowMs = Math.max(this.#nowMs, this.#timeline.nowMs);
  }

  /** Of all that is certain: packets of the last third of a second may still wait for the ones before them. */
  receipt(): CaptureReceipt {
    return {
      members: [...this.#members.values()].map((member) => member.receipt(this.#commonGaps)),
      reconnects: this.#reconnects,
      disconnectedMs: this.#disconnected.total(this.#nowMs),
      pausedMs: this.#paused.total(this.#nowMs),
    };
  }

  /** Everything came. */
  end(): CaptureReceipt {
    this.#countAll(this.#timeline.end());
    return this.receipt();
  }

  #countEvent(event: CaptureEvent): void {
    this.#nowMs = Math.max(this.#nowMs, event.atMs);
    if (event.type === 'member-join') this.#member(event.userId).rename(event.name);
    if (event.type === 'gap') this.#countGap(event);
    if (event.type === 'reconnect-start') this.#reconnects += 1;
    if (event.type === 'reconnect-start') this.#disconnected.start(event.atMs);
    if (event.type === 'reconnect-end') this.#disconnected.end(event.atMs);
    if (event.type === 'pause-start' && event.userId === null) this.#paused.start(event.atMs);
    if (event.type === 'pause-end' && event.userId === null) this.#paused.end(event.atMs);
  }

  #countGap(gap: Extract<CaptureEvent, { type: 'gap' }>): void {
    if (gap.userId === null) this.#commonGaps += 1;
    else this.#member(gap.userId).addGap(gap);
  }

  #countAll(placed: readonly PlacedPacket[]): void {
    for (const packet of placed) this.#member(packet.userId).addPacket(packet);
  }

  #member(userId: string): MemberCount {
    const known = this.#members.get(userId);
    if (known) return known;
    const member = new MemberCount(userId, this.#commonGaps);
    this.#members.set(userId, member);
    return member;
  }
}

/** The receipt of a whole journal. @throws what the records throw */
export async function captureReceipt(records: AsyncIterable<JournalRecord>): Promise<CaptureReceipt> {
  const counter = new ReceiptCounter();
  for await (const record of records) counter.add(record);
  return counter.end();
}
