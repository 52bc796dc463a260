import type { Erasure } from '../../../../domain/erasure.ts';
import type { CaptureReceipt } from '../../../../domain/receipt.ts';
import type { PacketSink } from '../../../../ports/packet-sink.ts';

/** The journal, as far as capture goes: it keeps, counts and erases. */
export interface CaptureSink extends PacketSink {
  receipt(): Promise<CaptureReceipt>;
  /** Room on its disk; infinite where the system does not tell. */
  freeBytes(): Promise<number>;
  /** @throws MomError journal_failed, disk_full, usage */
  erase(erasure: Erasure): Promise<void>;
}
