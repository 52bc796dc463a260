/** RFC 3533 §6: where a page's header holds its checksum, and the polynomial. */
export const CHECKSUM_AT = 22;
const CHECKSUM_BYTES = 4;
const POLYNOMIAL = 0x04c11db7;

const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let register = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) register = (register << 1) ^ (register < 0 ? POLYNOMIAL : 0);
  return register;
});
const ZEROS = Buffer.alloc(CHECKSUM_BYTES);

/** The CRC-32 of an Ogg page, counted with zeros in the place of the checksum itself. */
export function checksumOf(page: Buffer): number {
  const before = add(0, page, 0, CHECKSUM_AT);
  const within = add(before, ZEROS, 0, CHECKSUM_BYTES);
  return add(within, page, CHECKSUM_AT + CHECKSUM_BYTES, page.length) >>> 0;
}

function add(start: number, bytes: Buffer, from: number, to: number): number {
  let register = start;
  for (let at = from; at < to; at += 1)
    register = (register << 8) ^ (table[((register >>> 24) ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  return register;
}
