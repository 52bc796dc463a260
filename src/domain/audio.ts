/** Everything after the decoder is mono 32-bit float PCM at this rate (what Whisper and Silero read). */
export const SAMPLE_RATE_HZ = 16_000;

/** Mono 16 kHz samples, nominally -1..1. */
export type Pcm = Float32Array;

/** Sample counts are the truth; milliseconds are derived and rounded down. */
export const msOfSamples = (samples: number): number => Math.floor((samples * 1000) / SAMPLE_RATE_HZ);

export const samplesOfMs = (ms: number): number => Math.round((ms * SAMPLE_RATE_HZ) / 1000);
