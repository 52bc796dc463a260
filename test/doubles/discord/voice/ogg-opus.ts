const PAGE_HEAD_BYTES = 27; // RFC 3533 §6
const CAPTURE = 'OggS';
/** A segment of this size goes on in the next one. */
const FULL_SEGMENT = 255;
/** OpusHead and OpusTags (RFC 7845 §3). */
const HEADER_PACKETS = 2;

/** The Opus packets of an Ogg file with one stream, without its two headers. @throws Error when it isn't one */
export function readOpusFile(file: Buffer): readonly Buffer[] {
  const packets = [...packetsOf(file)];
  if (packets[0]?.toString('latin1', 0, 8) !== 'OpusHead') throw new Error('not an Ogg Opus file');
  return packets.slice(HEADER_PACKETS);
}

function* packetsOf(file: Buffer): Generator<Buffer> {
  let parts: Buffer[] = [];
  for (const segment of segmentsOf(file)) {
    parts.push(segment);
    if (segment.length === FULL_SEGMENT) continue;
    yield Buffer.concat(parts);
    parts = [];
  }
}

function* segmentsOf(file: Buffer): Generator<Buffer> {
  let offset = 0;
  while (offset < file.length) {
    if (file.toString('latin1', offset, offset + 4) !== CAPTURE) throw new Error(`no Ogg page at ${offset}`);
    const segmentCount = file.readUInt8(offset + PAGE_HEAD_BYTES - 1);
    const table = file.subarray(offset + PAGE_HEAD_BYTES, offset + PAGE_HEAD_BYTES + segmentCount);
    offset += PAGE_HEAD_BYTES + segmentCount;
    for (const length of table) {
      yield file.subarray(offset, offset + length);
      offset += length;
    }
  }
}
