import { ChildPool } from '../../child/index.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SpeechDetector, VoiceActivity } from '../../ports/voice-activity.ts';
import { checkOnnxFile } from './check-onnx-file.ts';
import { SILERO } from './shipped-models.ts';
import { SileroDetector } from './silero-detector.ts';
import type { SileroInit, SileroReply, SileroRequest } from './silero-messages.ts';

export interface SileroOptions {
  /** silero_vad_16k_op15.onnx, or the larger silero_vad.onnx. */
  readonly modelPath: string;
  /** 120 s unless told. */
  readonly idleMs?: number;
  readonly clock: Clock;
  readonly log: Logger;
}

const DEFAULT_IDLE_MS = 120_000;
const START_TIMEOUT_MS = 60_000;
/** A request of 30 s takes a tenth of a second; this is for a host that is busy with everything else. */
const JOB_TIMEOUT_MS = 60_000;
const GRACE_MS = 2_000;
const QUEUE_LIMIT = 64;

/** Silero VAD in one child process for all tracks. Nothing is started before the first window. */
export function createSileroVoiceActivity(options: SileroOptions): VoiceActivity {
  return new SileroVoiceActivity(options);
}

class SileroVoiceActivity implements VoiceActivity {
  readonly #pool: ChildPool<SileroInit, SileroRequest, SileroReply>;

  constructor({ modelPath, idleMs = DEFAULT_IDLE_MS, clock, log }: SileroOptions) {
    this.#pool = new ChildPool({
      name: 'speech detection',
      module: new URL('./silero-child.ts', import.meta.url),
      prepare: async () => {
        await checkOnnxFile(modelPath, SILERO);
        return { modelPath };
      },
      env: {},
      workers: 1,
      queueLimit: QUEUE_LIMIT,
      startTimeoutMs: START_TIMEOUT_MS,
      jobTimeoutMs: JOB_TIMEOUT_MS,
      idleMs,
      graceMs: GRACE_MS,
      failureCodes: { crashed: 'vad_failed', timedOut: 'vad_failed', failed: 'vad_failed' },
      clock,
      log,
    });
  }

  detector(): SpeechDetector {
    return new SileroDetector((request, signal) => this.#pool.run(request, signal));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool[Symbol.asyncDispose]();
  }
}
