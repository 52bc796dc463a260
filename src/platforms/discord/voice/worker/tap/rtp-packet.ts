const HEADER_BYTES = 12; // RFC 3550 §5.1
const SOURCE_BYTES = 4; // one contributing source, RFC 3550 §5.1
const EXTENSION_HEAD_BYTES = 4; // RFC 3550 §5.3.1
const RTP_VERSION = 2;
/** Discord's number for Opus; video and its repair packets have others. */
const OPUS_PAYLOAD_TYPE = 120;
/** What Discord's ciphers put behind the payload: a 16-byte proof and the nonce's 4-byte counter. */
export const SEAL_BYTES = 20;

const PADDING_BIT = 0x20;
const EXTENSION_BIT = 0x10;

/** What an RTP datagram tells in clear. */
export interface RtpHeader {
  readonly ssrc: number;
  /** 16 bits. */
  readonly sequence: number;
  /** 32 bits, 48 kHz. */
  readonly rtpTime: number;
  /** How much stays readable and is proved by the cipher: header, contributing sources, the extension's head. */
  readonly clearBytes: number;
  /** The extension's words, encrypted in front of the payload. */
  readonly extensionBytes: number;
  readonly hasPadding: boolean;
}

/** Null when it is no Opus packet: keep-alives, video, noise. Any extension profile is taken, not only 0xBEDE. */
export function parseRtp(datagram: Buffer): RtpHeader | null {
  if (datagram.length < HEADER_BYTES + SEAL_BYTES) return null;
  const flags = datagram.readUInt8(0);
  if (flags >> 6 !== RTP_VERSION || (datagram.readUInt8(1) & 0x7f) !== OPUS_PAYLOAD_TYPE) return null;
  const fixedBytes = HEADER_BYTES + SOURCE_BYTES * (flags & 0x0f);
  const hasExtension = (flags & EXTENSION_BIT) !== 0;
  const clearBytes = fixedBytes + (hasExtension ? EXTENSION_HEAD_BYTES : 0);
  if (datagram.length < clearBytes + SEAL_BYTES) return null;
  return {
    ssrc: datagram.readUInt32BE(8),
    sequence: datagram.readUInt16BE(2),
    rtpTime: datagram.readUInt32BE(4),
    clearBytes,
    extensionBytes: hasExtension ? 4 * datagram.readUInt16BE(fixedBytes + 2) : 0,
    hasPadding: (flags & PADDING_BIT) !== 0,
  };
}

/** The payload in what was decrypted, without extension and padding; null when their lengths make no sense. */
export function payloadOf(plain: Buffer, { extensionBytes, hasPadding }: RtpHeader): Buffer | null {
  const paddingBytes = hasPadding ? (plain.at(-1) ?? 0) : 0;
  const end = plain.length - paddingBytes;
  return end > extensionBytes ? plain.subarray(extensionBytes, end) : null;
}
