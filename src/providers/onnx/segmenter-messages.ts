/** One window. */
export interface SegmenterRequest {
  /** SEGMENT_WINDOW_SAMPLES of them. */
  readonly samples: Float32Array;
}

export interface SegmenterReply {
  /** As the SpeakerSegmenter port gives them. */
  readonly voices: readonly Uint8Array[];
}
