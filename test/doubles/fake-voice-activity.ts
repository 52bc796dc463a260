import type { Pcm } from '../../src/domain/audio.ts';
import { MomError } from '../../src/errors.ts';
import { type SpeechDetector, VAD_WINDOW_SAMPLES, type VoiceActivity } from '../../src/ports/voice-activity.ts';

/** Loudness (RMS) that counts as speech with a probability of one half. */
const HALF = 0.01;

/** A VoiceActivity that takes everything loud for speech. */
export class FakeVoiceActivity implements VoiceActivity {
  /** Samples that all detectors heard. */
  samplesHeard = 0;
  readonly #end = new AbortController();

  detector(): SpeechDetector {
    return {
      probabilities: async (pcm, signal) => {
        this.#end.signal.throwIfAborted();
        signal?.throwIfAborted();
        if (pcm.length % VAD_WINDOW_SAMPLES !== 0) throw new MomError('vad_failed', 'no whole windows');
        await Promise.resolve();
        signal?.throwIfAborted();
        this.samplesHeard += pcm.length;
        return Float32Array.from({ length: pcm.length / VAD_WINDOW_SAMPLES }, (_, index) => probability(pcm, index));
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort(new MomError('aborted', 'the speech detection is closed'));
  }
}

function probability(pcm: Pcm, window: number): number {
  let energy = 0;
  for (const sample of pcm.subarray(window * VAD_WINDOW_SAMPLES, (window + 1) * VAD_WINDOW_SAMPLES))
    if (Number.isFinite(sample)) energy += sample * sample;
  const loudness = Math.sqrt(energy / VAD_WINDOW_SAMPLES);
  return loudness / (loudness + HALF);
}
