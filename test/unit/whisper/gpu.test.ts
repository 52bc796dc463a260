import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { createWhisperTranscriber } from '../../../src/providers/whisper/index.ts';
import { loadEngine } from '../../../src/providers/whisper/native-engine.ts';
import { addonWithoutGpu } from '../../doubles/addon-without-gpu.ts';
import { recordedLog, startedProcesses } from '../../doubles/recorded-log.ts';
import { hasShared, shared } from '../../shared.ts';
import { IDLE_MS, TIMEOUT_MS } from './whisper-setup.ts';

describe('a model that the GPU can not take', () => {
  it('is told from one that the CPU can not take', async () => {
    await expect(loadEngine('x.bin', true, addonWithoutGpu)).rejects.toMatchObject({
      code: 'stt_gpu',
      message: 'the model could not be loaded (Failed to initialize whisper context)',
    });
    await expect(loadEngine('x.bin', false, addonWithoutGpu)).resolves.toBeTypeOf('function');
  });

  it.skipIf(!hasShared)('goes to the CPU, for all chunks and children, with one warning', async () => {
    const { log, lines } = recordedLog();
    const module = new URL('../../doubles/whisper-child-without-gpu.ts', import.meta.url);
    const modelPath = shared('models', 'ggml-toy-en.bin');
    const options = { modelPath, workers: 2, threads: 1, timeoutMs: TIMEOUT_MS, idleMs: IDLE_MS, clock: systemClock };
    await using transcriber = createWhisperTranscriber({ ...options, useGpu: true, log }, module);
    const request = { pcm: new Float32Array(16_000), language: 'en' };
    const answers = await Promise.all([1, 2, 3].map(() => transcriber.transcribe(request)));
    expect(answers).toEqual([1, 2, 3].map(() => ({ language: 'en', segments: [] })));
    const warnings = lines.filter((line) => JSON.stringify(line).includes('the GPU can not be used'));
    expect(warnings).toHaveLength(1);
    const started = startedProcesses(lines).length;
    await transcriber.transcribe(request);
    expect(startedProcesses(lines)).toHaveLength(started);
  });
});
