import type { Erasure } from '../../../../domain/erasure.ts';
import type { CaptureReceipt } from '../../../../domain/receipt.ts';
import type { PacketSink } from '../../../../ports/packet-sink.ts';

/** The journal, as far as capture goes: it keeps, counts and erases. */
export interface CaptureSink extends PacketSink {
  receipt(): Promise<CaptureReceipt>;
  /** @throws MomError journal_failed, disk_full, usage */
  erase(erasure: Erasure): Promise<void>;
}
