/** RTP time of Opus counts at 48 kHz whatever the sound's own rate (RFC 7587 §4.1). */
export const TICKS_PER_MS = 48;
/** 20 ms: what Discord's clients send, and what a packet that is no Opus is taken for. */
const USUAL_TICKS = 960;
/** RFC 6716 §3.2.5: a packet holds 120 ms at most. */
const MAX_TICKS = 5_760;
/** RFC 6716 table 2: frame sizes of SILK, hybrid and CELT by the last bits of the configuration. */
const SILK_TICKS = [480, 960, 1_920, 2_880];
const HYBRID_TICKS = [480, 960];
const CELT_TICKS = [120, 240, 480, 960];
const FIRST_HYBRID = 12;
const FIRST_CELT = 16;
const SILENCE = Uint8Array.of(0xf8, 0xff, 0xfe);

/** How long a packet sounds, in 48 kHz ticks; 20 ms when it is no Opus. */
export function ticksOfPacket(opus: Uint8Array): number {
  const [toc] = opus;
  if (toc === undefined) return USUAL_TICKS;
  const ticks = frameTicks(toc >> 3) * frameCount(toc & 3, opus[1] ?? 0);
  return ticks > 0 && ticks <= MAX_TICKS ? ticks : USUAL_TICKS;
}

/** The packet that Discord's clients send five times when their member stops talking. */
export const isSilencePacket = (opus: Uint8Array): boolean =>
  opus.length === SILENCE.length && SILENCE.every((byte, index) => opus[index] === byte);

function frameTicks(configuration: number): number {
  if (configuration < FIRST_HYBRID) return SILK_TICKS[configuration & 3] ?? 0;
  if (configuration < FIRST_CELT) return HYBRID_TICKS[configuration & 1] ?? 0;
  return CELT_TICKS[configuration & 3] ?? 0;
}

function frameCount(code: number, countByte: number): number {
  if (code === 0) return 1;
  return code === 3 ? countByte & 0x3f : 2;
}
