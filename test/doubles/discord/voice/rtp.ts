import type { TransportCipher } from './transport-cipher.ts';

const HEADER_BYTES = 12; // RFC 3550 §5.1
const EXTENSION_HEAD_BYTES = 4; // RFC 3550 §5.3.1
/** Discord's own payload type for Opus. */
const OPUS_PAYLOAD_TYPE = 120;
/** RFC 8285 §4.2: one-byte extension elements. */
const ONE_BYTE_PROFILE = 0xbede;

export interface RtpExtension {
  readonly profile: number;
  /** A multiple of 4 bytes. */
  readonly words: Buffer;
}

export interface RtpPacket {
  readonly ssrc: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly payload: Buffer;
  readonly extension?: RtpExtension | null;
  /** Contributing sources, in clear behind the fixed header. */
  readonly csrcs?: readonly number[];
  /** Bytes of RFC 3550 padding, the count itself included; 0 for none. */
  readonly paddingBytes?: number;
}

/** What Discord's server puts on audio: level and something of its own, eight bytes. */
export const discordExtension: RtpExtension = {
  profile: ONE_BYTE_PROFILE,
  words: Buffer.from([0x51, 0x22, 0x33, 0x10, 0x44, 0x90, 0x80, 0x00]),
};

/** Header and the extension's head stay readable; the extension's words, payload and padding are encrypted. */
export function sealRtp(packet: RtpPacket, cipher: TransportCipher): Buffer {
  const { extension = null, payload, paddingBytes = 0 } = packet;
  const padding = Buffer.alloc(paddingBytes);
  if (paddingBytes > 0) padding[paddingBytes - 1] = paddingBytes;
  return cipher.seal(clearHeader(packet), Buffer.concat([extension?.words ?? Buffer.alloc(0), payload, padding]));
}

function clearHeader({ ssrc, sequence, timestamp, extension, csrcs = [], paddingBytes = 0 }: RtpPacket): Buffer {
  const fixedBytes = HEADER_BYTES + 4 * csrcs.length;
  const header = Buffer.alloc(fixedBytes + (extension ? EXTENSION_HEAD_BYTES : 0));
  header[0] = 0x80 | (paddingBytes > 0 ? 0x20 : 0) | (extension ? 0x10 : 0) | csrcs.length;
  header[1] = OPUS_PAYLOAD_TYPE;
  header.writeUInt16BE(sequence, 2);
  header.writeUInt32BE(timestamp, 4);
  header.writeUInt32BE(ssrc, 8);
  csrcs.forEach((csrc, index) => {
    header.writeUInt32BE(csrc, HEADER_BYTES + 4 * index);
  });
  if (extension) {
    header.writeUInt16BE(extension.profile, fixedBytes);
    header.writeUInt16BE(extension.words.length / 4, fixedBytes + 2);
  }
  return header;
}

export interface ReceivedRtp {
  readonly ssrc: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly payload: Buffer;
}

/** Opens what a client sends: no extension, no padding in what bots send. @returns null when it isn't RTP or the proof fails */
export function openRtp(datagram: Buffer, cipher: TransportCipher): ReceivedRtp | null {
  if (datagram.length <= HEADER_BYTES || (datagram[0] ?? 0) >> 6 !== 2) return null;
  const payload = cipher.open(datagram, HEADER_BYTES);
  if (!payload) return null;
  return {
    ssrc: datagram.readUInt32BE(8),
    sequence: datagram.readUInt16BE(2),
    timestamp: datagram.readUInt32BE(4),
    payload,
  };
}
