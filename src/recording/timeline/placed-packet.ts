/** A packet with its place in the meeting. */
export interface PlacedPacket {
  readonly userId: string;
  /** 48 kHz ticks since the meeting's zero. Never before the end of the packet before it, unless the sender's clock was put right. */
  readonly startTick: number;
  readonly ticks: number;
  readonly opus: Uint8Array;
  /** Nothing to hear in it. */
  readonly isSilence: boolean;
  /** Missing packets before this one, and the time that became silence for them. */
  readonly lostPackets: number;
  readonly lostTicks: number;
}
