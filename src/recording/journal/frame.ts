import { crc32 } from 'node:zlib';

/**
 * A frame: u16 marker, u32 CRC-32 of what follows, u8 kind, u24 length of the payload, payload. All numbers are big-endian.
 * The marker only makes it cheap to find the next frame behind a damaged one; the CRC decides.
 */
export const FRAME_HEAD_BYTES = 10;
const MARKER = Buffer.from('MJ', 'latin1');
const MARKER_NUMBER = MARKER.readUInt16BE();
const CRC_AT = 2;
const KIND_AT = 6;
const LENGTH_AT = 7;

/** Longer claims are damage. A batch of 256 of the largest UDP datagrams of a voice call stays below it. */
const MAX_FRAME_PAYLOAD_BYTES = 1 << 20;

export const FRAME_KINDS = { packet: 1, event: 2, sealed: 3 } as const;

export interface Frame {
  readonly kind: number;
  readonly payload: Buffer;
}

/** Completes the frame whose payload was already written at `at + FRAME_HEAD_BYTES`. */
export function closeFrame(bytes: Buffer, at: number, kind: number, payloadBytes: number): void {
  bytes.writeUInt16BE(MARKER_NUMBER, at);
  bytes.writeUInt8(kind, at + KIND_AT);
  bytes.writeUIntBE(payloadBytes, at + LENGTH_AT, 3);
  bytes.writeUInt32BE(crc32(bytes.subarray(at + KIND_AT, at + FRAME_HEAD_BYTES + payloadBytes)), at + CRC_AT);
}

/** The frame at this place, `short` when more bytes may complete it, `bad` when there is none. */
export function frameAt(bytes: Buffer, at: number): Frame | 'short' | 'bad' {
  if (bytes.length - at < FRAME_HEAD_BYTES) return isMarkerStart(bytes, at) ? 'short' : 'bad';
  if (!isMarkerStart(bytes, at)) return 'bad';
  const length = bytes.readUIntBE(at + LENGTH_AT, 3);
  if (length > MAX_FRAME_PAYLOAD_BYTES) return 'bad';
  const end = at + FRAME_HEAD_BYTES + length;
  if (end > bytes.length) return 'short';
  if (crc32(bytes.subarray(at + KIND_AT, end)) !== bytes.readUInt32BE(at + CRC_AT)) return 'bad';
  return { kind: bytes.readUInt8(at + KIND_AT), payload: bytes.subarray(at + FRAME_HEAD_BYTES, end) };
}

/** Where the next frame may begin behind `at`; the end of the bytes when nowhere. */
export function nextMarker(bytes: Buffer, at: number): number {
  const found = bytes.indexOf(MARKER, at + 1);
  if (found >= 0) return found;
  const isHalf = bytes.length - 1 > at && bytes[bytes.length - 1] === MARKER[0];
  return isHalf ? bytes.length - 1 : bytes.length;
}

function isMarkerStart(bytes: Buffer, at: number): boolean {
  return bytes[at] === MARKER[0] && (at + 1 >= bytes.length || bytes[at + 1] === MARKER[1]);
}
