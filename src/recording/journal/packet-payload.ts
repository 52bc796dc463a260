import type { Packet } from '../../domain/packet.ts';

/** u64 user, u32 SSRC, u32 RTP time, u16 sequence, u48 arrival in epoch ms; then the Opus packet. */
export const PACKET_HEAD_BYTES = 24;
const SSRC_AT = 8;
const RTP_TIME_AT = 12;
const SEQUENCE_AT = 16;
const ARRIVAL_AT = 18;
const ARRIVAL_BYTES = 6;
const MAX_U48 = 2 ** 48 - 1;
const MAX_U64 = 2n ** 64n - 1n;

/** The number of a user, or null for what is none. */
export function userNumber(userId: string): bigint | null {
  if (!/^(?:0|[1-9]\d{0,19})$/.test(userId)) return null;
  const number = BigInt(userId);
  return number <= MAX_U64 ? number : null;
}

/** @param user The 8 bytes of `UserNumbers`. */
export function writePacketPayload(bytes: Buffer, at: number, user: Uint8Array, packet: Packet): void {
  bytes.set(user, at);
  bytes.writeUInt32BE(packet.ssrc >>> 0, at + SSRC_AT);
  bytes.writeUInt32BE(packet.rtpTime >>> 0, at + RTP_TIME_AT);
  bytes.writeUInt16BE(packet.sequence & 0xffff, at + SEQUENCE_AT);
  bytes.writeUIntBE(Math.min(MAX_U48, Math.max(0, Math.round(packet.arrivalMs))), at + ARRIVAL_AT, ARRIVAL_BYTES);
  bytes.set(packet.opus, at + PACKET_HEAD_BYTES);
}

export const userOfPayload = (payload: Buffer): bigint => payload.readBigUInt64BE(0);

/** A copy: the payload's memory is used again. */
export function readPacketPayload(payload: Buffer): Packet {
  return {
    userId: userOfPayload(payload).toString(),
    ssrc: payload.readUInt32BE(SSRC_AT),
    rtpTime: payload.readUInt32BE(RTP_TIME_AT),
    sequence: payload.readUInt16BE(SEQUENCE_AT),
    arrivalMs: payload.readUIntBE(ARRIVAL_AT, ARRIVAL_BYTES),
    opus: Uint8Array.from(payload.subarray(PACKET_HEAD_BYTES)),
  };
}
