import type { ChildPool } from '../../child/index.ts';
import type { SpeechDetector, VoiceActivity } from '../../ports/voice-activity.ts';
import { type OnnxInit, type OnnxOptions, openOnnxPool } from './onnx-pool.ts';
import { SILERO } from './shipped-models.ts';
import { SileroDetector } from './silero-detector.ts';
import type { SileroReply, SileroRequest } from './silero-messages.ts';

const CHILD = { model: SILERO, module: new URL('./silero-child.ts', import.meta.url), jobTimeoutMs: 60_000 };

/** Silero VAD. */
export function createSileroVoiceActivity(options: OnnxOptions): VoiceActivity {
  return new SileroVoiceActivity(options);
}

class SileroVoiceActivity implements VoiceActivity {
  readonly #pool: ChildPool<OnnxInit, SileroRequest, SileroReply>;

  constructor(options: OnnxOptions) {
    this.#pool = openOnnxPool(CHILD, options);
  }

  detector(): SpeechDetector {
    return new SileroDetector((request, signal) => this.#pool.run(request, signal));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool[Symbol.asyncDispose]();
  }
}
