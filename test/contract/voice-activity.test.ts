import { join } from 'node:path';
import { describe } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { projectRoot } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { VAD_WINDOW_SAMPLES } from '../../src/ports/voice-activity.ts';
import { createSileroVoiceActivity } from '../../src/providers/onnx/index.ts';
import { FakeVoiceActivity } from '../doubles/fake-voice-activity.ts';
import { hasShared, shared } from '../shared.ts';
import { readPcm } from '../wav.ts';
import { voiceActivityContract } from './voice-activity.contract.ts';

describe('FakeVoiceActivity', () => {
  voiceActivityContract(
    () => new FakeVoiceActivity(),
    () => Float32Array.from({ length: VAD_WINDOW_SAMPLES * 60 }, (_, index) => Math.sin(index / 9) * 0.2),
  );
});

describe.skipIf(!hasShared)('Silero', () => {
  voiceActivityContract(
    () =>
      createSileroVoiceActivity({
        modelPath: join(projectRoot, 'models', 'silero_vad_16k_op15.onnx'),
        clock: systemClock,
        log: createLog('error'),
      }),
    () => readPcm(shared('data', 'speech', 'en', 'jfk.wav')).subarray(0, VAD_WINDOW_SAMPLES * 130),
  );
});
