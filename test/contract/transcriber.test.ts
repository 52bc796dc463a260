import { beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import type { Transcriber } from '../../src/ports/transcriber.ts';
import { createCppTranscriber } from '../../src/providers/transcribe-cpp/index.ts';
import { createWhisperTranscriber } from '../../src/providers/whisper/index.ts';
import { answer, crash, FakeTranscriber, ok, silent, timeout } from '../doubles/fake-transcriber.ts';
import { hasShared, shared } from '../shared.ts';
import { readPcm } from '../wav.ts';
import { transcriberContract } from './transcriber.contract.ts';

describe('FakeTranscriber', () => {
  transcriberContract(
    () =>
      new FakeTranscriber(({ pcm }) => ok(pcm.length > 16_000 && pcm.some((sample) => sample !== 0) ? 'hi there' : '')),
    () => new Float32Array(48_000).fill(0.1),
  );
});

describe('FakeTranscriber with a script', () => {
  const request = { pcm: new Float32Array(16_000), language: null };

  it('answers and fails on cue, remembers the calls, and throws when the script is used up', async () => {
    await using transcriber = new FakeTranscriber([
      ok('hi'),
      timeout(),
      crash(),
      answer({ language: 'de', segments: [] }),
    ]);
    expect((await transcriber.transcribe(request)).segments).toMatchObject([{ text: 'hi', endMs: 1_000 }]);
    await expect(transcriber.transcribe(request)).rejects.toMatchObject({ code: 'stt_timeout', retryable: true });
    await expect(transcriber.transcribe(request)).rejects.toMatchObject({ code: 'stt_crashed' });
    expect(await transcriber.transcribe(request)).toEqual({ language: 'de', segments: [] });
    await expect(transcriber.transcribe(request)).rejects.toThrow('no answer for call 5');
    expect(transcriber.calls).toHaveLength(5);
    expect(transcriber.health()).toMatchObject({ jobs: 5, faults: 2 });
  });

  it('keeps a caller waiting until it gives up', async () => {
    await using transcriber = new FakeTranscriber([silent()]);
    const controller = new AbortController();
    const call = transcriber.transcribe(request, controller.signal);
    controller.abort();
    await expect(call).rejects.toBe(controller.signal.reason);
  });
});

describe.skipIf(!hasShared).each([1, 2])('whisper.cpp, workers: %i', (workers) => {
  transcriberContract(
    () =>
      createWhisperTranscriber({
        modelPath: shared('models', 'ggml-toy-en.bin'),
        workers,
        threads: 1,
        timeoutMs: 60_000,
        idleMs: 60_000,
        useGpu: false,
        clock: systemClock,
        log: createLog('error'),
      }),
    () => readPcm(shared('data', 'calls', 'standup', 'turns', '01-1002.wav')),
  );
});

describe.skipIf(!hasShared).each([1, 2])('transcribe.cpp, workers: %i', (workers) => {
  const transcribers: Transcriber[] = [];
  beforeEach(async () => {
    transcribers.push(
      await createCppTranscriber({
        modelPath: shared('models', 'ggml-toy-en.bin'),
        workers,
        threads: 1,
        timeoutMs: 60_000,
        idleMs: 60_000,
        useGpu: false,
        clock: systemClock,
        log: createLog('error'),
      }),
    );
  });
  transcriberContract(
    () => transcribers.pop()!,
    () => readPcm(shared('data', 'calls', 'standup', 'turns', '01-1002.wav')),
  );
});
