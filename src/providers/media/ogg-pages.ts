import type { FileReader } from './file-reader.ts';
import { CHECKSUM_AT, checksumOf } from './ogg-checksum.ts';
import { ReadAhead } from './read-ahead.ts';
import type { Patch, Repair } from './repair.ts';

/** RFC 3533 §6. */
const HEADER_BYTES = 27;
const LONGEST_HEADER_BYTES = HEADER_BYTES + 255;
const LONGEST_PAGE_BYTES = LONGEST_HEADER_BYTES + 255 * 255;
const MAGIC = Buffer.from('OggS');
const FLAGS_AT = 5;
const SERIAL_AT = 14;
const SEGMENTS_AT = 26;
const FIRST_PAGE = 2;
const LAST_PAGE = 4;

/**
 * Work is counted in bytes that are read; what costs more time or memory than its bytes counts for more. The limit is a hundred hours
 * of common Opus and some seconds of work. Files may be larger, and hostile files have false pages everywhere.
 */
const MAX_WORK_BYTES = 2e9;
const PAGE_BYTES = 256;
const FALSE_PAGE_BYTES = 4_096;
const PATCH_BYTES = 262_144;
/** Holds the beginning of the last page, whatever its size. */
const TAIL_BYTES = 2 * LONGEST_PAGE_BYTES;

/**
 * Walks the pages of an Ogg file. FFmpeg drops every page whose checksum is wrong, a second of speech for one flipped bit; codecs
 * survive that, so such pages get the checksum that fits them. After too much work only the file's end is looked at.
 */
export function repairOgg(file: FileReader, onAlive: () => void, maxWorkBytes = MAX_WORK_BYTES): Repair {
  const ahead = new ReadAhead(file, onAlive);
  const tailAt = file.bytes - TAIL_BYTES;
  const serials = new Set<number>();
  const patches: Patch[] = [];
  let isComplete = false;
  let workBytes = 0;
  for (let at = 0; at < file.bytes; ) {
    if (workBytes > maxWorkBytes && at < tailAt) at = tailAt;
    const page = pageAt(ahead, at);
    isComplete = page !== null && (page.readUInt8(FLAGS_AT) & LAST_PAGE) !== 0;
    const patch = page && patchFor(page, at, serials);
    if (patch) patches.push(patch);
    const next = page ? at + page.length : nextPage(ahead, at);
    workBytes += next - at + (page ? PAGE_BYTES : FALSE_PAGE_BYTES) + (patch ? PATCH_BYTES : 0);
    at = next;
  }
  return { patches, warnings: damage(patches.length), endsAbruptly: !isComplete };
}

/** Pages of streams that never began are left to be dropped. */
function patchFor(page: Buffer, at: number, serials: Set<number>): Patch | null {
  const serial = page.readUInt32LE(SERIAL_AT);
  if (page.readUInt8(FLAGS_AT) & FIRST_PAGE) serials.add(serial);
  if (!serials.has(serial)) return null;
  const checksum = checksumOf(page);
  return checksum === page.readUInt32LE(CHECKSUM_AT) ? null : { from: at + CHECKSUM_AT, bytes: littleEndian(checksum) };
}

/** Where the next page may begin when there is none here. */
function nextPage(file: ReadAhead, at: number): number {
  const found = file.read(at + 1, LONGEST_PAGE_BYTES).indexOf(MAGIC);
  return at + 1 + (found < 0 ? LONGEST_PAGE_BYTES - MAGIC.length : found);
}

/** The whole page at this place, or null when there is none or its sizes are damaged: then no other page follows it. */
function pageAt(file: ReadAhead, at: number): Buffer | null {
  const header = file.read(at, LONGEST_HEADER_BYTES);
  if (header.length < HEADER_BYTES || !isMagic(header)) return null;
  const length = pageLength(header);
  const page = file.read(at, length + MAGIC.length);
  const isFollowed = at + length === file.bytes || isMagic(page.subarray(length));
  return isFollowed ? page.subarray(0, length) : null;
}

function pageLength(header: Buffer): number {
  const contentAt = HEADER_BYTES + header.readUInt8(SEGMENTS_AT);
  let length = contentAt;
  for (let at = HEADER_BYTES; at < contentAt; at += 1) length += header[at] ?? 0;
  return length;
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

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
