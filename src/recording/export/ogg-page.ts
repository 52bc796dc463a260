/** RFC 3533 §6. */
const HEADER_BYTES = 27;
const CHECKSUM_AT = 22;
const POLYNOMIAL = 0x04c11db7;
const MAX_LACING = 255;

export const OGG_FIRST_PAGE = 2;
export const OGG_LAST_PAGE = 4;

export interface OggPage {
  readonly flags: number;
  /** 48 kHz ticks at the end of the page's last packet. */
  readonly granule: number;
  readonly serial: number;
  readonly number: number;
  /** Whole packets; `lacingOf` all of them is 255 at most. */
  readonly packets: readonly Uint8Array[];
}

/** Segments that a packet takes in the table of its page. */
export const lacingOf = (packet: Uint8Array): number => Math.floor(packet.length / MAX_LACING) + 1;

/** The bytes of a page. */
export function oggPage({ flags, granule, serial, number, packets }: OggPage): Buffer {
  const lacing = Buffer.from(packets.flatMap(lacingValues));
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('OggS', 0, 'latin1');
  header.writeUInt8(flags, 5);
  header.writeBigUInt64LE(BigInt(granule), 6);
  header.writeUInt32LE(serial, 14);
  header.writeUInt32LE(number, 18);
  header.writeUInt8(lacing.length, 26);
  const page = Buffer.concat([header, lacing, ...packets]);
  page.writeUInt32LE(checksumOf(page), CHECKSUM_AT);
  return page;
}

function lacingValues(packet: Uint8Array): number[] {
  const full = new Array<number>(lacingOf(packet) - 1).fill(MAX_LACING);
  return [...full, packet.length % MAX_LACING];
}

const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let register = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) register = (register << 1) ^ (register < 0 ? POLYNOMIAL : 0);
  return register;
});

/** Ogg's own CRC-32, neither reflected nor inverted, with zeros in its own place. */
function checksumOf(page: Buffer): number {
  let register = 0;
  for (const byte of page) register = (register << 8) ^ (table[((register >>> 24) ^ byte) & 0xff] ?? 0);
  return register >>> 0;
}
