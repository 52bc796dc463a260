import { ChildPool } from '../../child/index.ts';
import type { Pcm } from '../../domain/audio.ts';
import { MomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import { SEGMENT_WINDOW_SAMPLES, type SpeakerSegmenter } from '../../ports/speaker-segmenter.ts';
import { checkOnnxFile } from './check-onnx-file.ts';
import type { SegmenterInit, SegmenterReply, SegmenterRequest } from './segmenter-messages.ts';
import { PYANNOTE_SEGMENTATION } from './shipped-models.ts';

export interface SegmenterOptions {
  /** pyannote-segmentation-3.0.int8.onnx, or the larger pyannote-segmentation-3.0.onnx. */
  readonly modelPath: string;
  /** 120 s unless told. */
  readonly idleMs?: number;
  readonly clock: Clock;
  readonly log: Logger;
}

const DEFAULT_IDLE_MS = 120_000;
const START_TIMEOUT_MS = 60_000;
/** A window takes less than a tenth of a second; this is for a host that is busy with everything else. */
const JOB_TIMEOUT_MS = 20_000;
const GRACE_MS = 2_000;
/** Each track asks for one window at a time. */
const QUEUE_LIMIT = 64;

/** Pyannote's segmentation in one child process for all tracks. Nothing is started before the first window. */
export function createPyannoteSegmenter(options: SegmenterOptions): SpeakerSegmenter {
  return new PyannoteSegmenter(options);
}

class PyannoteSegmenter implements SpeakerSegmenter {
  readonly #pool: ChildPool<SegmenterInit, SegmenterRequest, SegmenterReply>;

  constructor({ modelPath, idleMs = DEFAULT_IDLE_MS, clock, log }: SegmenterOptions) {
    this.#pool = new ChildPool({
      name: 'speaker segmentation',
      module: new URL('./segmenter-child.ts', import.meta.url),
      prepare: async () => {
        await checkOnnxFile(modelPath, PYANNOTE_SEGMENTATION);
        return { modelPath };
      },
      env: {},
      workers: 1,
      queueLimit: QUEUE_LIMIT,
      startTimeoutMs: START_TIMEOUT_MS,
      jobTimeoutMs: JOB_TIMEOUT_MS,
      idleMs,
      graceMs: GRACE_MS,
      failureCodes: { crashed: 'diarization_failed', timedOut: 'diarization_failed', failed: 'diarization_failed' },
      clock,
      log,
    });
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
