/** What was captured of one member, so that everybody can see whether anything is missing. */
export interface MemberReceipt {
  readonly userId: string;
  readonly name: string;
  readonly packets: number;
  /** Missing sequence numbers inside talk. */
  readonly lostPackets: number;
  /** lostPackets of all that were sent, 0..100. */
  readonly lossPercent: number;
  /** Silence that stands for lost sound. */
  readonly lostMs: number;
  readonly gaps: number;
  readonly decryptFailures: number;
  readonly spokenMs: number;
}

/** The capture receipt of a meeting. */
export interface CaptureReceipt {
  readonly members: readonly MemberReceipt[];
  readonly reconnects: number;
  /** Time without a connection. */
  readonly disconnectedMs: number;
  /** Off the record. */
  readonly pausedMs: number;
}
