import type { Pcm } from '../../domain/audio.ts';
import type { LostSound } from '../../domain/lost-sound.ts';

/** Some sound of one member. Where no piece is there is silence. */
export interface TrackPiece {
  readonly userId: string;
  /** Samples (16 kHz) since the meeting's zero; never before the end of the member's piece before it. */
  readonly startSample: number;
  /** Empty when it only says that there is silence up to here. */
  readonly pcm: Pcm;
  /** Lost packets that were not told before: up to the end of this piece, perhaps some after it. Absent where nothing was lost. */
  readonly lost?: readonly LostSound[];
}
