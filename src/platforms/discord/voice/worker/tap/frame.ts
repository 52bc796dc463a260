/** A packet whose RTP part is open and whose payload may still be end-to-end encrypted. */
export interface Frame {
  readonly ssrc: number;
  readonly sequence: number;
  readonly rtpTime: number;
  /** Epoch ms. */
  readonly arrivalMs: number;
  readonly payload: Buffer;
}

/** In the order in which they were sent: source after source, each by its 16-bit numbers, which are nearer than half their range. */
export function inSequence(frames: readonly Frame[]): readonly Frame[] {
  const sources = Map.groupBy(frames, ({ ssrc }) => ssrc);
  return [...sources.values()].flatMap((source) => source.sort((a, b) => distance(b, a)));
}

/** How far `frame` is behind `from`, -32768..32767. */
const distance = (from: Frame, frame: Frame): number => ((frame.sequence - from.sequence) << 16) >> 16;
