import type { Pcm } from '../../src/domain/audio.ts';
import { MomError } from '../../src/errors.ts';
import {
  SEGMENT_FRAME_SAMPLES,
  SEGMENT_WINDOW_SAMPLES,
  type SpeakerSegmenter,
} from '../../src/ports/speaker-segmenter.ts';

const FRAMES = Math.floor(SEGMENT_WINDOW_SAMPLES / SEGMENT_FRAME_SAMPLES);
const MOST_VOICES = 3;

/** A SpeakerSegmenter that takes every loudness, to a tenth, for a voice of its own. */
export class FakeSpeakerSegmenter implements SpeakerSegmenter {
  /** How many windows it was asked about. */
  windows = 0;
  /** Fails from this window on. */
  failsAfter = Number.POSITIVE_INFINITY;
  readonly #end = new AbortController();

  async segment(pcm: Pcm, signal?: AbortSignal): Promise<readonly Uint8Array[]> {
    this.#end.signal.throwIfAborted();
    signal?.throwIfAborted();
    if (pcm.length !== SEGMENT_WINDOW_SAMPLES) throw new MomError('diarization_failed', 'no window');
    await Promise.resolve();
    signal?.throwIfAborted();
    if (++this.windows > this.failsAfter) throw new MomError('diarization_failed', 'the model is gone');
    const voices = new Map<number, Uint8Array>();
    for (let frame = 0; frame < FRAMES; frame++) {
      const level = levelOf(pcm.subarray(frame * SEGMENT_FRAME_SAMPLES, (frame + 1) * SEGMENT_FRAME_SAMPLES));
      if (level === 0) continue;
      const row = voices.get(level) ?? new Uint8Array(FRAMES);
      row[frame] = 1;
      voices.set(level, row);
    }
    return [...voices.values()].slice(0, MOST_VOICES);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort(new MomError('aborted', 'the segmentation is closed'));
  }
}

/** Tenths of full loudness. */
const levelOf = (pcm: Pcm): number =>
  Math.round(10 * pcm.reduce((most, sample) => (Number.isFinite(sample) ? Math.max(most, sample) : most), 0));
