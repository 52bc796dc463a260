import type { CaptureEvent } from '../../domain/packet.ts';
import type { CaptureReceipt, MemberReceipt } from '../../domain/receipt.ts';
import type { JournalRecord } from '../journal/journal-record.ts';
import { TICKS_PER_MS } from '../timeline/opus-toc.ts';
import type { PlacedPacket } from '../timeline/placed-packet.ts';
import { Timeline } from '../timeline/timeline.ts';
import { SpanClock } from './span-clock.ts';

interface Count {
  packets: number;
  lostPackets: number;
  lostTicks: number;
  gaps: number;
  decryptFailures: number;
  spokenTicks: number;
  /** Reconnects and gaps of everybody that had been when this member came. */
  readonly reconnectsBefore: number;
  readonly gapsBefore: number;
}

/** Counts what was recorded and what is missing, while it is recorded or afterwards from the journal: the same numbers. */
export class ReceiptCounter {
  readonly #timeline = new Timeline(0);
  readonly #counts = new Map<string, Count>();
  readonly #names = new Map<string, string>();
  readonly #disconnected = new SpanClock();
  readonly #paused = new SpanClock();
  #damagedBytes = 0;
  #reconnects = 0;
  #commonGaps = 0;

  add(record: JournalRecord): void {
    if (record.kind === 'damage' && !record.isTail) this.#damagedBytes += record.bytes;
    if (record.kind === 'event') this.#countEvent(record.event);
    this.#countAll(this.#timeline.add(record));
  }

  /** Of all that is certain: packets of the last third of a second may still wait for the ones before them. */
  receipt(): CaptureReceipt {
    const members = [...this.#counts].map(([userId, count]) => this.#toReceipt(userId, count));
    return {
      members: members.sort((a, b) => compare(a.userId, b.userId)),
      reconnects: this.#reconnects,
      disconnectedMs: this.#disconnected.totalMs,
      pausedMs: this.#paused.totalMs,
      damagedBytes: this.#damagedBytes,
    };
  }

  /** Everything came. */
  end(): CaptureReceipt {
    this.#countAll(this.#timeline.end());
    return this.receipt();
  }

  #countEvent(event: CaptureEvent): void {
    this.#countSpans(event);
    if (event.type === 'member-join') this.#of(event.userId);
    if (event.type === 'member-join') this.#names.set(event.userId, event.name);
    if (event.type === 'reconnect-start') this.#reconnects += 1;
    if (event.type !== 'gap') return;
    if (event.userId === null) this.#commonGaps += 1;
    else this.#countGap(this.#of(event.userId), event);
  }

  #countSpans(event: CaptureEvent): void {
    if (event.type === 'reconnect-start') this.#disconnected.begin(event.atMs);
    if (event.type === 'reconnect-end') this.#disconnected.end(event.atMs);
    if (event.type === 'pause-start' && event.userId === null) this.#paused.begin(event.atMs);
    if (event.type === 'pause-end' && event.userId === null) this.#paused.end(event.atMs);
  }

  #countGap(count: Count, { reason, packets }: Extract<CaptureEvent, { type: 'gap' }>): void {
    count.gaps += 1;
    if (reason === 'decrypt') count.decryptFailures += packets;
  }

  #countAll(placed: readonly PlacedPacket[]): void {
    for (const packet of placed) {
      const count = this.#of(packet.userId);
      count.packets += 1;
      count.lostPackets += packet.lostPackets;
      count.lostTicks += packet.lostTicks;
      if (!packet.isSilence) count.spokenTicks += packet.ticks;
    }
  }

  #of(userId: string): Count {
    const known = this.#counts.get(userId);
    if (known) return known;
    const before = { reconnectsBefore: this.#reconnects, gapsBefore: this.#commonGaps };
    const zeros = { packets: 0, lostPackets: 0, lostTicks: 0, gaps: 0, decryptFailures: 0, spokenTicks: 0 };
    const count: Count = { ...zeros, ...before };
    this.#counts.set(userId, count);
    return count;
  }

  #toReceipt(userId: string, count: Count): MemberReceipt {
    const { packets, lostPackets, decryptFailures } = count;
    const sent = packets + lostPackets;
    return {
      userId,
      name: this.#names.get(userId) ?? userId,
      packets,
      lostPackets,
      lossPercent: sent === 0 ? 0 : (lostPackets * 100) / sent,
      lostMs: Math.round(count.lostTicks / TICKS_PER_MS),
      gaps: count.gaps + this.#commonGaps - count.gapsBefore,
      decryptFailures,
      reconnects: this.#reconnects - count.reconnectsBefore,
      spokenMs: Math.round(count.spokenTicks / TICKS_PER_MS),
    };
  }
}

/** The receipt of a whole journal. @throws what the records throw */
export async function captureReceipt(records: AsyncIterable<JournalRecord>): Promise<CaptureReceipt> {
  const counter = new ReceiptCounter();
  for await (const record of records) counter.add(record);
  return counter.end();
}

const compare = (a: string, b: string): number => (BigInt(a) < BigInt(b) ? -1 : 1);
