/** Two bytes that end every end-to-end encrypted frame (protocol whitepaper, "Protocol Frame Check"). */
const MARKER = 0xfa;
const MARKER_BYTES = 2;
const TAG_BYTES = 8;
/** Tag, a nonce of one byte, the size byte and the marker. */
const MIN_SUPPLEMENT_BYTES = TAG_BYTES + 1 + 1 + MARKER_BYTES;

/** Opus silence is never end-to-end encrypted (protocol whitepaper, "Silence Packets"). */
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);

export const isSilence = (payload: Buffer): boolean => payload.length === SILENCE.length && payload.equals(SILENCE);

/** Whether it looks like a frame of the DAVE protocol, which must never be taken for Opus. */
export function isDaveFrame(payload: Buffer): boolean {
  const { length } = payload;
  if (payload[length - 1] !== MARKER || payload[length - 2] !== MARKER) return false;
  const supplementBytes = payload[length - 1 - MARKER_BYTES] ?? 0;
  return supplementBytes >= MIN_SUPPLEMENT_BYTES && supplementBytes <= length;
}

/** The sender's counter, that begins at 1 with each new key; 0 when it is no DAVE frame. ULEB128, at most 32 bits. */
export function daveNonce(payload: Buffer): number {
  if (!isDaveFrame(payload)) return 0;
  const supplementBytes = payload[payload.length - 1 - MARKER_BYTES] ?? 0;
  let at = payload.length - supplementBytes + TAG_BYTES;
  let nonce = 0;
  for (let factor = 1; factor < 2 ** 35; factor *= 2 ** 7, at += 1) {
    const byte = payload[at] ?? 0;
    nonce += (byte & 0x7f) * factor;
    if (byte < 0x80) break;
  }
  return nonce;
}
