import { type Pcm, SAMPLE_RATE_HZ, samplesOfMs } from '../../domain/audio.ts';

/** Whisper reads nothing from less than a second; what is shorter gets silence behind it. */
const SHORTEST_SAMPLES = samplesOfMs(1_100);
/** 40 dB above full scale: no sound but a broken sample. */
const LOUDEST = 100;
const HEADER_BYTES = 44;
const SAMPLE_BYTES = 2;
const LARGEST_SAMPLE = 32_767;

/** Samples that are sent for a chunk, silence included. */
export const sentSamples = (pcm: Pcm): number => Math.max(pcm.length, SHORTEST_SAMPLES);

/** The chunk as a WAV file: mono, 16 kHz, 16 bit. Samples that are no sound (NaN, Infinity) become silence. */
export function toWav(pcm: Pcm): Uint8Array<ArrayBuffer> {
  const dataBytes = sentSamples(pcm) * SAMPLE_BYTES;
  const wav = new Uint8Array(HEADER_BYTES + dataBytes);
  const view = new DataView(wav.buffer);
  writeHeader(view, dataBytes);
  for (const [index, sample] of pcm.entries()) {
    if (Math.abs(sample) <= LOUDEST) view.setInt16(HEADER_BYTES + index * SAMPLE_BYTES, toInt16(sample), true);
  }
  return wav;
}

const toInt16 = (sample: number): number => Math.round(Math.min(1, Math.max(-1, sample)) * LARGEST_SAMPLE);

/** RIFF, one "fmt " chunk of 16 bytes (PCM, 1 channel), one "data" chunk. */
function writeHeader(view: DataView, dataBytes: number): void {
  writeAscii(view, 0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  writeAscii(view, 8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, SAMPLE_RATE_HZ, true);
  view.setUint32(28, SAMPLE_RATE_HZ * SAMPLE_BYTES, true);
  view.setUint16(32, SAMPLE_BYTES, true);
  view.setUint16(34, SAMPLE_BYTES * 8, true);
  writeAscii(view, 36, 'data');
  view.setUint32(40, dataBytes, true);
}

function writeAscii(view: DataView, offset: number, text: string): void {
  for (const [index, character] of [...text].entries()) view.setUint8(offset + index, character.charCodeAt(0));
}
