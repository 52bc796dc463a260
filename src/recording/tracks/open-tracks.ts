import type { JournalRecord } from '../journal/journal-record.ts';
import { PieceQueue } from './piece-queue.ts';
import type { TrackPiece } from './track-piece.ts';
import { type TrackPiecesOptions, trackPieces } from './track-pieces.ts';

/** A member who was heard, as long as the records come. */
export interface OpenTrack {
  readonly userId: string;
  /** Can be read once. Who breaks off hears no more of this member. */
  readonly pieces: AsyncIterable<TrackPiece>;
}

/**
 * Everybody's track, each from the moment when its member is heard first. All must be read at the same time: they come from one journal,
 * and one that nobody reads holds up the others. Breaking off the loop ends all tracks.
 *
 * @throws MomError what trackPieces throws, here and in every track
 */
export async function* openTracks(
  records: AsyncIterable<JournalRecord>,
  options: TrackPiecesOptions,
): AsyncGenerator<OpenTrack> {
  const queues = new Map<string, PieceQueue>();
  const endAll = (failure: unknown = null): void => {
    for (const queue of queues.values()) queue.end(failure);
  };
  try {
    for await (const piece of trackPieces(records, options)) {
      const known = queues.get(piece.userId);
      const queue = known ?? new PieceQueue();
      queues.set(piece.userId, queue);
      if (!known) yield { userId: piece.userId, pieces: queue };
      await queue.push(piece);
    }
    endAll();
  } catch (error: unknown) {
    endAll(error);
    throw error;
  } finally {
    endAll();
  }
}
