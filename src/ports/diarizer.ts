import type { Pcm } from '../domain/audio.ts';

/** Who spoke when in a mixed track; labels are "Speaker 1", "Speaker 2", … in order of appearance. */
export interface SpeakerSpan {
  readonly speaker: string;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Tells the voices of one mixed track apart.
 *
 * @throws MomError model_missing, diarization_failed; an aborted signal's reason
 */
export interface Diarizer extends AsyncDisposable {
  diarize(
    blocks: AsyncIterable<Pcm>,
    options: { readonly speakerCount?: number; readonly signal?: AbortSignal },
  ): Promise<readonly SpeakerSpan[]>;
}
