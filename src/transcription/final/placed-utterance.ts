import type { Utterance } from '../../domain/transcript.ts';

/** An utterance that has no id yet, and the track it was heard on. */
export interface PlacedUtterance extends Omit<Utterance, 'id'> {
  readonly trackId: string;
}
