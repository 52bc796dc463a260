import type { Pcm } from '../../domain/audio.ts';

/** Some sound of one member. Where no piece is there is silence. */
export interface TrackPiece {
  readonly userId: string;
  /** Samples (16 kHz) since the meeting's zero; never before the end of the member's piece before it. */
  readonly startSample: number;
  /** Empty when it only says that there is silence up to here. */
  readonly pcm: Pcm;
}
