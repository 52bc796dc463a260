import type { Pcm } from '../domain/audio.ts';

/** One window: 10 s, what pyannote's segmentation was trained on. */
export const SEGMENT_WINDOW_SAMPLES = 160_000;
/** Sound behind one frame of an answer: 16.9 ms. */
export const SEGMENT_FRAME_SAMPLES = 270;

/** Tells apart the voices within ten seconds of sound, off the main thread. Who speaks in one window is not known again in the next. */
export interface SpeakerSegmenter extends AsyncDisposable {
  /**
   * A row for each voice of one window, at most three: 1 in every frame in which it speaks, else 0. No row where nobody speaks.
   * `pcm` has SEGMENT_WINDOW_SAMPLES samples.
   *
   * @throws MomError diarization_failed, model_missing, model_damaged; an aborted signal's reason
   */
  segment(pcm: Pcm, signal?: AbortSignal): Promise<readonly Uint8Array[]>;
}
