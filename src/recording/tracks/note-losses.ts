import type { LostSound } from '../../domain/lost-sound.ts';
import type { TrackPiece } from './track-piece.ts';

/** The pieces as they are; what was lost stands in `lost`, counted from `zeroSample`, before the sound after it is given. */
export async function* noteLosses(
  pieces: AsyncIterable<TrackPiece>,
  lost: LostSound[],
  zeroSample = 0,
): AsyncGenerator<TrackPiece> {
  for await (const piece of pieces) {
    for (const { startSample, sampleCount } of piece.lost ?? [])
      lost.push({ startSample: startSample - zeroSample, sampleCount });
    yield piece;
  }
}
