import type { FileReader } from './file-reader.ts';
import type { Patch, Repair } from './repair.ts';

/** RFC 3533 §6. */
const HEADER_BYTES = 27;
const LONGEST_HEADER_BYTES = HEADER_BYTES + 255;
const LONGEST_PAGE_BYTES = LONGEST_HEADER_BYTES + 255 * 255;
const MAGIC = Buffer.from('OggS');
const FLAGS_AT = 5;
const SERIAL_AT = 14;
const CHECKSUM_AT = 22;
const SEGMENTS_AT = 26;
const FIRST_PAGE = 2;
const LAST_PAGE = 4;
const POLYNOMIAL = 0x04c11db7;

/**
 * Walks the pages of an Ogg file. FFmpeg drops every page whose checksum is wrong, a second of speech for one flipped bit; codecs
 * survive that, so such pages get the checksum that fits them.
 */
export function repairOgg(file: FileReader): Repair {
  const serials = new Set<number>();
  const patches: Patch[] = [];
  let isComplete = false;
  for (let at = 0; at < file.bytes; ) {
    const page = pageAt(file, at);
    isComplete = page !== null && (page.readUInt8(FLAGS_AT) & LAST_PAGE) !== 0;
    if (page) patches.push(...patchesFor(page, at, serials));
    at = page ? at + page.length : nextPage(file, at);
  }
  return { patches, warnings: damage(patches.length), endsAbruptly: !isComplete };
}

/** Pages of streams that never began are left to be dropped. */
function patchesFor(page: Buffer, at: number, serials: Set<number>): Patch[] {
  const serial = page.readUInt32LE(SERIAL_AT);
  if (page.readUInt8(FLAGS_AT) & FIRST_PAGE) serials.add(serial);
  const checksum = checksumOf(page);
  if (checksum === page.readUInt32LE(CHECKSUM_AT) || !serials.has(serial)) return [];
  return [{ from: at + CHECKSUM_AT, bytes: littleEndian(checksum) }];
}

/** Where the next page may begin when there is none here. */
function nextPage(file: FileReader, at: number): number {
  const found = file.read(at + 1, LONGEST_PAGE_BYTES).indexOf(MAGIC);
  return at + 1 + (found < 0 ? LONGEST_PAGE_BYTES - MAGIC.length : found);
}

/** The whole page at this place, or null when there is none or its sizes are damaged: then no other page follows it. */
function pageAt(file: FileReader, at: number): Buffer | null {
  const header = file.read(at, LONGEST_HEADER_BYTES);
  if (header.length < HEADER_BYTES || !isMagic(header)) return null;
  const segments = header.readUInt8(SEGMENTS_AT);
  const sizes = header.subarray(HEADER_BYTES, HEADER_BYTES + segments);
  const length = HEADER_BYTES + segments + sizes.reduce((sum, size) => sum + size, 0);
  const page = file.read(at, length + MAGIC.length);
  const isFollowed = at + length === file.bytes || isMagic(page.subarray(length));
  return isFollowed ? page.subarray(0, length) : null;
}

const isMagic = (bytes: Buffer): boolean => bytes.subarray(0, MAGIC.length).equals(MAGIC);

function damage(pages: number): Repair['warnings'] {
  if (pages === 0) return [];
  return [
    {
      code: 'recording_damaged',
      text: `It is damaged in ${pages} ${pages === 1 ? 'place' : 'places'}; words there may be lost.`,
    },
  ];
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let register = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) register = (register << 1) ^ (register < 0 ? POLYNOMIAL : 0);
  return register >>> 0;
});

/** The page's CRC-32, counted with zeros in the place of the checksum itself. */
function checksumOf(page: Buffer): number {
  let register = 0;
  for (let at = 0; at < page.length; at += 1) {
    const byte = at >= CHECKSUM_AT && at < CHECKSUM_AT + 4 ? 0 : (page[at] ?? 0);
    register = ((register << 8) ^ (table[((register >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
  }
  return register;
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
