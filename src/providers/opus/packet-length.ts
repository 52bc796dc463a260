/** 16 kHz. RFC 6716 table 2: frame sizes of SILK, hybrid and CELT by the last bits of the configuration. */
const SILK_SAMPLES = [160, 320, 640, 960];
const HYBRID_SAMPLES = [160, 320];
const CELT_SAMPLES = [40, 80, 160, 320];
const FIRST_HYBRID = 12;
const FIRST_CELT = 16;
/** What a packet that tells none is taken for: 20 ms. */
const USUAL_SAMPLES = 320;
/** RFC 6716 §3.2.5: 120 ms. */
const MAX_SAMPLES = 1_920;

/** How many samples a packet should give by its first byte; 20 ms when it tells nothing sensible, 0 when it is empty. */
export function declaredSamples(packet: Uint8Array): number {
  const [toc] = packet;
  if (toc === undefined) return 0;
  const samples = frameSamples(toc >> 3) * frameCount(packet);
  return samples > 0 && samples <= MAX_SAMPLES ? samples : USUAL_SAMPLES;
}

/** Frames in a packet that is not empty (RFC 6716 §3.2). */
export function frameCount(packet: Uint8Array): number {
  const code = (packet[0] ?? 0) & 3;
  if (code === 0) return 1;
  return code === 3 ? (packet[1] ?? 0) & 0x3f : 2;
}

function frameSamples(configuration: number): number {
  if (configuration < FIRST_HYBRID) return SILK_SAMPLES[configuration & 3] ?? 0;
  if (configuration < FIRST_CELT) return HYBRID_SAMPLES[configuration & 1] ?? 0;
  return CELT_SAMPLES[configuration & 3] ?? 0;
}
