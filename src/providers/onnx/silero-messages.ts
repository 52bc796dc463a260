/** Samples before a window that the model sees as well (silero-vad, 16 kHz). */
export const CONTEXT_SAMPLES = 64;
/** Shape [2, 1, 128]. */
export const STATE_VALUES = 256;

/** Some windows of one track. */
export interface SileroRequest {
  /** CONTEXT_SAMPLES of context, then whole windows. */
  readonly samples: Float32Array;
  readonly state: Float32Array;
}

export interface SileroReply {
  /** One for each window. */
  readonly probabilities: Float32Array;
  readonly state: Float32Array;
}
