import type { CaptureEvent, Packet } from '../domain/packet.ts';

export interface PacketSinkCounters {
  readonly packets: number;
  readonly events: number;
  readonly bytes: number;
  /** Packets that could not be kept (disk full); each was also told as a gap. */
  readonly dropped: number;
}

/**
 * Where captured packets go, in the order in which they come. `packet` and `event` never wait and never throw: what can't be written
 * is counted and told through `onFault`.
 */
export interface PacketSink extends AsyncDisposable {
  packet(packet: Packet): void;
  event(event: CaptureEvent): void;
  counters(): PacketSinkCounters;
  /** Resolves when everything given so far is on the disk. @throws MomError journal_failed */
  flush(): Promise<void>;
}
