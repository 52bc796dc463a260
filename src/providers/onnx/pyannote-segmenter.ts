import type { ChildPool } from '../../child/index.ts';
import type { Pcm } from '../../domain/audio.ts';
import { MomError } from '../../errors.ts';
import { SEGMENT_WINDOW_SAMPLES, type SpeakerSegmenter } from '../../ports/speaker-segmenter.ts';
import { type OnnxInit, type OnnxOptions, openOnnxPool } from './onnx-pool.ts';
import type { SegmenterReply, SegmenterRequest } from './segmenter-messages.ts';
import { PYANNOTE_SEGMENTATION } from './shipped-models.ts';

const CHILD = {
  model: PYANNOTE_SEGMENTATION,
  module: new URL('./segmenter-child.ts', import.meta.url),
  jobTimeoutMs: 20_000, // a meeting can do without: minutes wait no longer
};

/** Pyannote's segmentation 3.0. */
export function createPyannoteSegmenter(options: OnnxOptions): SpeakerSegmenter {
  return new PyannoteSegmenter(options);
}

class PyannoteSegmenter implements SpeakerSegmenter {
  readonly #pool: ChildPool<OnnxInit, SegmenterRequest, SegmenterReply>;

  constructor(options: OnnxOptions) {
    this.#pool = openOnnxPool(CHILD, options);
  }

  async segment(pcm: Pcm, signal?: AbortSignal): Promise<readonly Uint8Array[]> {
    if (pcm.length !== SEGMENT_WINDOW_SAMPLES)
      throw new MomError('diarization_failed', `${pcm.length} samples are no window of ${SEGMENT_WINDOW_SAMPLES}`);
    const samples = pcm.map((sample) => (Number.isFinite(sample) ? sample : 0));
    return (await this.#pool.run({ samples }, signal)).voices;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool[Symbol.asyncDispose]();
  }
}
