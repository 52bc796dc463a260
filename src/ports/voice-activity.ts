import type { Pcm } from '../domain/audio.ts';

/** Samples behind one probability: 32 ms (Silero VAD v5 and later at 16 kHz). */
export const VAD_WINDOW_SAMPLES = 512;

/** Speech detection for one track; it remembers what it heard before, so feed it in order. */
export interface SpeechDetector {
  /**
   * One speech probability (0..1) for each VAD_WINDOW_SAMPLES samples of `pcm`, in order.
   * `pcm.length` must be a multiple of VAD_WINDOW_SAMPLES.
   *
   * @throws MomError vad_failed
   */
  probabilities(pcm: Pcm, signal?: AbortSignal): Promise<Float32Array>;
}

/** Tells speech from everything else, off the main thread. */
export interface VoiceActivity extends AsyncDisposable {
  /** A detector that has heard nothing yet. Costs nothing until it is used. */
  detector(): SpeechDetector;
}
