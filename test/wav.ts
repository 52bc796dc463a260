import { readFileSync } from 'node:fs';
import { type Pcm, SAMPLE_RATE_HZ } from '../src/domain/audio.ts';

const CHUNK_HEADER_BYTES = 8;
const FIRST_CHUNK = 12;
const PCM = 1;

/** Reads the plain recordings of the tests: WAV, 16 bit, mono. */
function readWav(path: string): { readonly pcm: Pcm; readonly rateHz: number } {
  const bytes = readFileSync(path);
  const format = findChunk(bytes, 'fmt ');
  const [kind, channels, bits] = [format.readUInt16LE(0), format.readUInt16LE(2), format.readUInt16LE(14)];
  if (kind !== PCM || channels !== 1 || bits !== 16) throw new Error(`${path} is not 16-bit mono`);
  const data = findChunk(bytes, 'data');
  const pcm = Float32Array.from({ length: data.length >> 1 }, (_, index) => data.readInt16LE(index * 2) / 32_768);
  return { pcm, rateHz: format.readUInt32LE(4) };
}

/** The samples of a recording at 16 kHz. */
export function readPcm(path: string): Pcm {
  const { pcm, rateHz } = readWav(path);
  if (rateHz !== SAMPLE_RATE_HZ) throw new Error(`${path} is not at 16 kHz`);
  return pcm;
}

/** Samples at 16 kHz as a WAV file of 16 bit. */
export function wavBytes(pcm: Pcm): Buffer {
  const bytes = Buffer.alloc(44 + pcm.length * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - CHUNK_HEADER_BYTES, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(PCM, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(SAMPLE_RATE_HZ, 24);
  bytes.writeUInt32LE(SAMPLE_RATE_HZ * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(pcm.length * 2, 40);
  for (const [index, sample] of pcm.entries()) {
    bytes.writeInt16LE(Math.round(Math.min(1, Math.max(-1, sample)) * 32_767), 44 + index * 2);
  }
  return bytes;
}

function findChunk(bytes: Buffer, name: string): Buffer {
  for (let start = FIRST_CHUNK; start + CHUNK_HEADER_BYTES <= bytes.length; ) {
    const length = bytes.readUInt32LE(start + 4);
    const body = start + CHUNK_HEADER_BYTES;
    if (bytes.toString('latin1', start, start + 4) === name) return bytes.subarray(body, body + length);
    start = body + length + (length % 2);
  }
  throw new Error(`no ${name} in the WAV file`);
}
