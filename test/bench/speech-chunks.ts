import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Pcm, SAMPLE_RATE_HZ } from '../../src/domain/audio.ts';
import { shared } from '../shared.ts';
import { readPcm, wavBytes } from '../wav.ts';

/** Chunks of five people's talk, one after the other. */
export function speechChunks(count: number, seconds: number): Pcm[] {
  const speech = readPcm(shared('data', 'diar', 'convo', 'convo-5spk.wav'));
  const size = seconds * SAMPLE_RATE_HZ;
  return Array.from({ length: count }, (_, index) => speech.slice(index * size, (index + 1) * size));
}

/** The turns of the stand-up, which the toy model knows by heart. */
export function turnChunks(): Pcm[] {
  const folder = shared('data', 'calls', 'standup', 'turns');
  return readdirSync(folder)
    .sort()
    .map((name) => readPcm(join(folder, name)));
}

/** Each chunk as a file that whisper-cli reads; gives their paths. */
export const savedChunks = (chunks: readonly Pcm[], folder: string): string[] =>
  chunks.map((pcm, index) => {
    const path = join(folder, `chunk-${index}.wav`);
    writeFileSync(path, wavBytes(pcm));
    return path;
  });

/** The words of a text and nothing else. */
export const bareWords = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} ]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
