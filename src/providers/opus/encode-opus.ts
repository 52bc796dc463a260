import { MomError } from '../../errors.ts';

const RATE = 48_000;
/** 20 ms. */
const FRAME_SAMPLES = 960;
/** Bits a second; plenty for a signal tone. */
const BITRATE = 48_000;

/**
 * Opus packets of 20 ms from mono 48 kHz PCM; what is left over at the end is dropped.
 *
 * @throws MomError opus_failed when the native library can't be loaded
 */
export async function encodeOpus(pcm: Int16Array): Promise<readonly Uint8Array[]> {
  const encoder = await newEncoder();
  const frames = Math.floor(pcm.length / FRAME_SAMPLES);
  // The encoder uses its output buffer again, so each packet is copied.
  return Array.from({ length: frames }, (_, frame) =>
    Uint8Array.from(encoder.encode(pcm.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES))),
  );
}

/** Late, so that a missing native library is an error and not a crash. */
async function newEncoder() {
  try {
    const { Encoder } = await import('@evan/opus');
    const encoder = new Encoder({ channels: 1, sample_rate: RATE, application: 'audio' });
    encoder.bitrate = BITRATE;
    return encoder;
  } catch (cause) {
    throw new MomError('opus_failed', 'the Opus encoder can not be loaded', { cause });
  }
}
