/** CELT, full band, mono, of nothing: 20 ms and 2.5 ms (RFC 6716 table 2, configurations 31 and 28). */
const LONG = { opus: Uint8Array.of(0xf8, 0xff, 0xfe), ticks: 960 };
const SHORT = { opus: Uint8Array.of(0xe0, 0xff, 0xfe), ticks: 120 };

export interface OpusPacket {
  readonly opus: Uint8Array;
  readonly ticks: number;
}

/** Silence of this length, 2.5 ms too short at most: players play what is in a file, and few believe a jump of its time. */
export function* silencePackets(ticks: number): Generator<OpusPacket> {
  let left = ticks;
  for (; left >= LONG.ticks; left -= LONG.ticks) yield LONG;
  for (; left >= SHORT.ticks; left -= SHORT.ticks) yield SHORT;
}
