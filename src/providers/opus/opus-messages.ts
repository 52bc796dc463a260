/** Some packets of one voice. */
export interface OpusRequest {
  /** Which decoder in the child; a new one is made for a number that is not known (any more). */
  readonly voice: number;
  /** Null: lost. */
  readonly packets: readonly (Uint8Array | null)[];
}

export interface OpusReply {
  /** Mono 16 kHz, 16 bit. */
  readonly samples: Int16Array;
  readonly lengths: readonly number[];
  /** Places in `packets`. */
  readonly damaged: readonly number[];
}
