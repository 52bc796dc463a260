import type { CaptureEvent } from '../../domain/packet.ts';
import type { MemberReceipt } from '../../domain/receipt.ts';
import { TICKS_PER_MS } from '../timeline/opus-toc.ts';
import type { PlacedPacket } from '../timeline/placed-packet.ts';

/** What was recorded of one member, and what is missing. */
export class MemberCount {
  readonly #userId: string;
  /** Gaps of everybody that had been when this member came. */
  readonly #commonGapsBefore: number;
  #name: string;
  #packets = 0;
  #lostPackets = 0;
  #lostTicks = 0;
  #gaps = 0;
  #decryptFailures = 0;
  #spokenTicks = 0;

  constructor(userId: string, commonGapsBefore: number) {
    this.#userId = userId;
    this.#name = userId;
    this.#commonGapsBefore = commonGapsBefore;
  }

  rename(name: string): void {
    this.#name = name;
  }

  addPacket({ ticks, isSilence, lostPackets, lostTicks }: PlacedPacket): void {
    this.#packets += 1;
    this.#lostPackets += lostPackets;
    this.#lostTicks += lostTicks;
    if (!isSilence) this.#spokenTicks += ticks;
  }

  addGap({ reason, packets }: Extract<CaptureEvent, { type: 'gap' }>): void {
    this.#gaps += 1;
    if (reason === 'decrypt') this.#decryptFailures += packets;
  }

  receipt(commonGaps: number): MemberReceipt {
    const sent = this.#packets + this.#lostPackets;
    return {
      userId: this.#userId,
      name: this.#name,
      packets: this.#packets,
      lostPackets: this.#lostPackets,
      lossPercent: sent === 0 ? 0 : (this.#lostPackets * 100) / sent,
      lostMs: Math.round(this.#lostTicks / TICKS_PER_MS),
      gaps: this.#gaps + commonGaps - this.#commonGapsBefore,
      decryptFailures: this.#decryptFailures,
      spokenMs: Math.round(this.#spokenTicks / TICKS_PER_MS),
    };
  }
}
