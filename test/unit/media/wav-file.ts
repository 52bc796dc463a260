import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { type Pcm, SAMPLE_RATE_HZ } from '../../../src/domain/audio.ts';

const HEADER_BYTES = 44;

/** A 16-bit WAV file; `planes` are its channels. */
export function writeWav(path: string, planes: readonly Pcm[], rateHz = SAMPLE_RATE_HZ): void {
  const samples = planes[0]?.length ?? 0;
  const data = Buffer.alloc(samples * planes.length * 2);
  for (const [channel, plane] of planes.entries())
    for (const [at, sample] of plane.entries())
      data.writeInt16LE(Math.round(sample * 32_767), (at * planes.length + channel) * 2);
  writeFileSync(path, Buffer.concat([wavHeader(data.length, planes.length, rateHz), data]));
}

/** A WAV file of silence that takes no room on the disk. */
export function writeLongWav(path: string, seconds: number): void {
  const bytes = seconds * SAMPLE_RATE_HZ * 2;
  const file = openSync(path, 'w');
  writeSync(file, wavHeader(bytes, 1, SAMPLE_RATE_HZ));
  ftruncateSync(file, HEADER_BYTES + bytes);
  closeSync(file);
}

/** What a 16-bit file can hold of a sweep from low to high. */
export function sweep(seconds: number): Pcm {
  const samples = Math.round(seconds * SAMPLE_RATE_HZ);
  return Float32Array.from(
    { length: samples },
    (_, at) => Math.round(Math.sin((at * at) / samples) * 0.5 * 32_767) / 32_768,
  );
}

export function wavHeader(dataBytes: number, channels: number, rateHz: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rateHz, 24);
  header.writeUInt32LE(rateHz * channels * 2, 28);
  header.writeUInt16LE(channels * 2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(dataBytes, 40);
  return header;
}
