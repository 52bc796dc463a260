/** What was captured of one member, so that everybody can see whether anything is missing. */
export interface MemberReceipt {
  readonly userId: string;
  readonly name: string;
  readonly packets: number;
  /** Packets whose numbers are missing, whatever the reason. */
  readonly lostPackets: number;
  /** lostPackets as a share of all that were sent, 0..100. */
  readonly lossPercent: number;
  /** Time inside talk spurts that became silence. */
  readonly lostMs: number;
  /** Gaps that capture told about, this member's and everybody's. */
  readonly gaps: number;
  readonly decryptFailures: number;
  /** Voice connections that broke while this member was known. */
  readonly reconnects: number;
  /** Length of all packets that are not silence. */
  readonly spokenMs: number;
}

/** What the meeting's capture can prove about itself. */
export interface CaptureReceipt {
  /** By user id. */
  readonly members: readonly MemberReceipt[];
  readonly reconnects: number;
  /** Time without a connection. */
  readonly disconnectedMs: number;
  /** Time off the record for everybody. */
  readonly pausedMs: number;
  /** Bytes of the journal that could not be read. */
  readonly damagedBytes: number;
}
