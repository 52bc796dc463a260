import { writeFileSync } from 'node:fs';
import { CHECKSUM_AT, checksumOf } from '../../../src/providers/media/ogg-checksum.ts';

/** Opus counts in 48 kHz whatever the sound's rate is (RFC 7845 §4). */
const GRANULES_PER_S = 48_000;
const FRAMES_PER_S = 50;
const GRANULE_AT = 6;
const SEGMENTS_AT = 26;
/** 20 ms of silence as CELT codes it. */
const SILENT_FRAME = Buffer.from([0xf8, 0xff, 0xfe]);

/** An Ogg Opus file of silence; its time stamps begin at `startS`. */
export function writeSilentOpus(path: string, seconds: number, startS = 0): void {
  const head = Buffer.from('OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0', 'latin1');
  const tags = Buffer.from('OpusTags\0\0\0\0\0\0\0\0', 'latin1');
  const sound = Array.from({ length: seconds }, (_, second) => {
    const granule = BigInt((startS + second + 1) * GRANULES_PER_S);
    return oggPage(second === seconds - 1 ? 4 : 0, granule, second + 2, Array(FRAMES_PER_S).fill(SILENT_FRAME));
  });
  writeFileSync(path, Buffer.concat([oggPage(2, 0n, 0, [head]), oggPage(0, 0n, 1, [tags]), ...sound]));
}

/** The same Ogg Opus file with every time stamp of its sound later by so many seconds. */
export function shifted(ogg: Buffer, seconds: number): Buffer {
  const bytes = Buffer.from(ogg);
  for (let at = 0; at < bytes.length; ) {
    const contentAt = SEGMENTS_AT + 1 + bytes.readUInt8(at + SEGMENTS_AT);
    const sizes = bytes.subarray(at + SEGMENTS_AT + 1, at + contentAt);
    const page = bytes.subarray(at, at + contentAt + sizes.reduce((sum, size) => sum + size, 0));
    const granule = page.readBigInt64LE(GRANULE_AT);
    if (granule > 0n) page.writeBigInt64LE(granule + BigInt(seconds * GRANULES_PER_S), GRANULE_AT);
    at += seal(page).length;
  }
  return bytes;
}

/** One page with whole packets of less than 255 bytes. */
export function oggPage(flags: number, granule: bigint, sequence: number, packets: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(SEGMENTS_AT + 1);
  header.write('OggS');
  header.writeUInt8(flags, 5);
  header.writeBigInt64LE(granule, GRANULE_AT);
  header.writeUInt32LE(1, 14);
  header.writeUInt32LE(sequence, 18);
  header.writeUInt8(packets.length, SEGMENTS_AT);
  return seal(Buffer.concat([header, Buffer.from(packets.map(({ length }) => length)), ...packets]));
}

function seal(page: Buffer): Buffer {
  page.writeUInt32LE(checksumOf(page), CHECKSUM_AT);
  return page;
}
