import { type Pcm, samplesOfMs } from './audio.ts';

/** whisper.cpp reads nothing from less than 1000 ms; 1100 leaves it a window that counts. */
const SHORTEST_SAMPLES = samplesOfMs(1_100);
/** 40 dB above full scale: no sound, and squared in whisper.cpp's spectrum it overflows. */
const LOUDEST = 100;

/** What whisper.cpp can take: long enough, and no sample (NaN, Infinity) from which it would invent text. */
export const preparePcm = (pcm: Pcm): Pcm => cleanPcm(pcm, Math.max(pcm.length, SHORTEST_SAMPLES));

/** A copy without the samples that are none, filled up with silence to `length`. */
export function cleanPcm(pcm: Pcm, length: number = pcm.length): Pcm {
  const prepared = new Float32Array(length);
  for (const [index, sample] of pcm.entries()) {
    if (Math.abs(sample) <= LOUDEST) prepared[index] = sample;
  }
  return prepared;
}
