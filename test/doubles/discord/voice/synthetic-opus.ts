/** CELT, full band, 20 ms, mono, one frame (RFC 6716 §3.1): the byte that begins each packet. */
const TOC = 31 << 3;

/** Packets that look like Opus to whoever does not decode them, each different and always the same for the same seed. */
export function syntheticPackets(count: number, { seed = 1, bytes = 120 } = {}): readonly Buffer[] {
  return Array.from({ length: count }, (_, index) => {
    const packet = Buffer.alloc(bytes);
    let state = (Math.imul(seed, 0x9e3779b1) + Math.imul(index, 0x85ebca6b)) >>> 0;
    for (let offset = 0; offset < bytes; offset += 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      packet[offset] = state >>> 24;
    }
    packet[0] = TOC;
    packet.writeUInt32BE(index, 1);
    return packet;
  });
}
