import { type Pcm, SAMPLE_RATE_HZ } from '../../domain/audio.ts';

export const WAV_HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 2;
/** The size fields have 32 bits; longer files (37 hours) say this and are read to their end. */
const UNKNOWN_BYTES = 0xffff_ffff;

/** Header of 16-bit mono at 16 kHz for so many bytes of samples. */
export function wavHeader(dataBytes: number): Buffer {
  const header = Buffer.alloc(WAV_HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(Math.min(UNKNOWN_BYTES, dataBytes + WAV_HEADER_BYTES - 8), 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE_HZ, 24);
  header.writeUInt32LE(SAMPLE_RATE_HZ * BYTES_PER_SAMPLE, 28);
  header.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  header.writeUInt16LE(BYTES_PER_SAMPLE * 8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(Math.min(UNKNOWN_BYTES, dataBytes), 40);
  return header;
}

/** Samples as 16 bit, little-endian. */
export function wavSamples(pcm: Pcm): Buffer {
  const bytes = Buffer.allocUnsafe(pcm.length * BYTES_PER_SAMPLE);
  for (const [index, sample] of pcm.entries())
    bytes.writeInt16LE(Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))), index * BYTES_PER_SAMPLE);
  return bytes;
}
