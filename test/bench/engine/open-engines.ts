import { join } from 'node:path';
import { systemClock } from '../../../src/clock.ts';
import { projectRoot } from '../../../src/config.ts';
import { createLog, type Logger } from '../../../src/log.ts';
import type { OpusDecoder } from '../../../src/ports/opus-decoder.ts';
import type { Transcriber } from '../../../src/ports/transcriber.ts';
import type { VoiceActivity } from '../../../src/ports/voice-activity.ts';
import { createSileroVoiceActivity } from '../../../src/providers/onnx/index.ts';
import { createOpusDecoder } from '../../../src/providers/opus/index.ts';
import { createWhisperTranscriber } from '../../../src/providers/whisper/index.ts';
import { shared } from '../../shared.ts';

export const TOY_MODEL = shared('models', 'ggml-toy-en.bin');
export const TINY_STUB = shared('models', 'for-tests-ggml-tiny.en.bin');

export interface EngineSettings {
  readonly workers?: number;
  readonly log?: Logger;
}

/** Our engine, one thread a chunk, on the CPU. */
export const openWhisper = (
  modelPath: string,
  { workers = 1, log = createLog('error') }: EngineSettings = {},
): Transcriber =>
  createWhisperTranscriber({
    ...{ modelPath, workers, log },
    threads: 1,
    timeoutMs: 120_000,
    idleMs: 600_000,
    useGpu: false,
    clock: systemClock,
  });

/** The speech detection that the product ships with. */
export const openSilero = (log = createLog('error')): VoiceActivity =>
  createSileroVoiceActivity({
    modelPath: join(projectRoot, 'models', 'silero_vad_16k_op15.onnx'),
    clock: systemClock,
    log,
  });

export const openOpus = (log = createLog('error')): OpusDecoder => createOpusDecoder({ clock: systemClock, log });
