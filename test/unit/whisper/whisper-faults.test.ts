import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../src/config.ts';
import { isAlive, untilGone } from '../../doubles/processes.ts';
import { recordedLog, startedProcesses } from '../../doubles/recorded-log.ts';
import { WatchedClock } from '../../doubles/watched-clock.ts';
import { hasShared, shared } from '../../shared.ts';
import { readPcm } from '../../wav.ts';
import { clip, IDLE_MS, TIMEOUT_MS, toyTranscriber } from './whisper-setup.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mom-whisper-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const request = () => ({ pcm: readPcm(clip.path), language: null });
const textOf = (transcription: { segments: readonly { text: string }[] }): string =>
  transcription.segments.map((segment) => segment.text).join(' ');

describe.skipIf(!hasShared)('a whisper child', () => {
  it('that is killed at work is replaced, and the answer is the same', async () => {
    const { transcriber, lines } = toyTranscriber();
    await using _ = transcriber;
    const undisturbed = await transcriber.transcribe(request());
    const call = transcriber.transcribe(request());
    process.kill(startedProcesses(lines)[0]!, 'SIGKILL');
    expect(await call).toEqual(undisturbed);
    expect(textOf(undisturbed)).toBe(clip.text);
    expect(transcriber.health()).toMatchObject({ jobs: 2, restarts: 1, faults: 0 });
  });

  it('that is killed twice by the same chunk costs that chunk only', async () => {
    const clock = new WatchedClock();
    const { transcriber, lines } = toyTranscriber({ clock });
    await using _ = transcriber;
    await transcriber.transcribe(request());
    const call = transcriber.transcribe(request()).catch((error: unknown) => error);
    const paused = clock.nextDelay(100);
    process.kill(startedProcesses(lines)[0]!, 'SIGSEGV');
    await paused;
    const repeated = clock.nextDelay(TIMEOUT_MS);
    await clock.advance(100);
    await repeated;
    process.kill(startedProcesses(lines)[1]!, 'SIGSEGV');
    expect(await call).toMatchObject({
      code: 'stt_crashed',
      sentence: 'The transcription engine crashed: the whisper process ended on this job (SIGSEGV).',
    });
    const pausedAgain = clock.nextDelay(200);
    const next = transcriber.transcribe(request());
    await pausedAgain;
    await clock.advance(200);
    expect(textOf(await next)).toBe(clip.text);
    expect(transcriber.health()).toMatchObject({ jobs: 3, restarts: 2, faults: 1 });
  });

  it('that is too slow twice is a timeout', async () => {
    const clock = new WatchedClock();
    const { transcriber } = toyTranscriber({ clock, modelPath: shared('models', 'for-tests-ggml-tiny.bin') });
    await using _ = transcriber;
    const pcm = new Float32Array(480_000);
    const begun = clock.nextDelay(TIMEOUT_MS);
    const call = transcriber.transcribe({ pcm, language: 'en' }).catch((error: unknown) => error);
    await begun;
    const paused = clock.nextDelay(100);
    await clock.advance(TIMEOUT_MS);
    await paused;
    const repeated = clock.nextDelay(TIMEOUT_MS);
    await clock.advance(100);
    await repeated;
    await clock.advance(TIMEOUT_MS);
    expect(await call).toMatchObject({ code: 'stt_timeout' });
    expect(transcriber.health()).toMatchObject({ jobs: 1, restarts: 1, faults: 1 });
  });

  it('without work gives its memory back, and the next chunk starts another', async () => {
    const clock = new WatchedClock();
    const { transcriber, lines } = toyTranscriber({ clock });
    await using _ = transcriber;
    await transcriber.transcribe(request());
    await clock.advance(IDLE_MS);
    await untilGone(startedProcesses(lines)[0]!, 5_000);
    expect(textOf(await transcriber.transcribe(request()))).toBe(clip.text);
    expect(startedProcesses(lines)).toHaveLength(2);
    expect(transcriber.health()).toMatchObject({ restarts: 0, faults: 0 });
  });

  it('is gone when the transcriber is closed in the middle of work', async () => {
    const { transcriber, lines } = toyTranscriber({ modelPath: shared('models', 'for-tests-ggml-tiny.bin') });
    await transcriber.transcribe({ pcm: new Float32Array(16_000), language: 'en' });
    const call = transcriber
      .transcribe({ pcm: new Float32Array(480_000), language: 'en' })
      .catch((error: unknown) => error);
    await transcriber[Symbol.asyncDispose]();
    expect(await call).toMatchObject({ code: 'aborted' });
    expect(startedProcesses(lines).filter(isAlive)).toEqual([]);
  });
});

describe.skipIf(!hasShared)('a model that would kill the child', () => {
  it.each([
    ['cut off', 'ggml-toy-en.bin', 4_000_000],
    ['cut off in its vocabulary', 'for-tests-ggml-tiny.bin', 300_000],
    ['of another kind', 'ggml-silero-v6.2.0.bin', Number.POSITIVE_INFINITY],
  ])('(%s) is refused before any child is started', async (_, name, bytes) => {
    const modelPath = join(folder, name);
    writeFileSync(modelPath, readFileSync(shared('models', name)).subarray(0, bytes));
    const { transcriber, lines } = toyTranscriber({ modelPath });
    await using _transcriber = transcriber;
    await expect(transcriber.transcribe(request())).rejects.toMatchObject({ code: 'model_damaged' });
    expect(startedProcesses(lines)).toEqual([]);
    writeFileSync(modelPath, readFileSync(shared('models', 'ggml-toy-en.bin')));
    expect(textOf(await transcriber.transcribe(request()))).toBe(clip.text);
    expect(transcriber.health()).toMatchObject({ jobs: 2, restarts: 0, faults: 1 });
  });

  it('(missing) is named, with what to do', async () => {
    const { transcriber } = toyTranscriber({ modelPath: join(folder, 'none.bin') });
    await using _ = transcriber;
    await expect(transcriber.transcribe(request())).rejects.toMatchObject({ code: 'model_missing', retryable: true });
  });
});

describe.skipIf(!hasShared)('requests that Whisper can not serve', () => {
  it('are refused with a clear reason', async () => {
    const { transcriber, lines } = toyTranscriber();
    await using _ = transcriber;
    await expect(transcriber.transcribe({ pcm: new Float32Array(500_000), language: null })).rejects.toMatchObject({
      code: 'stt_failed',
      message: 'a chunk of 31.3 s is longer than the 30 s that Whisper reads at once',
    });
    await expect(transcriber.transcribe({ ...request(), language: 'klingon' })).rejects.toMatchObject({
      message: 'Whisper knows no language "klingon"',
    });
    expect(startedProcesses(lines)).toEqual([]);
    await expect(transcriber.transcribe({ ...request(), language: 'de' })).rejects.toMatchObject({
      code: 'stt_language',
      message: 'the model understands English only, not "de"',
    });
  });
});

describe.skipIf(!hasShared)('a checkout without the compiled engine', () => {
  it('says so once, without starting children again and again', async () => {
    const checkout = join(folder, 'checkout');
    mkdirSync(checkout);
    cpSync(join(projectRoot, 'package.json'), join(checkout, 'package.json'));
    for (const part of ['child', 'domain', 'ports', 'errors.ts', 'providers/whisper'])
      cpSync(join(projectRoot, 'src', part), join(checkout, 'src', part), { recursive: true });
    const { log, lines } = recordedLog();
    const module = (await import(
      join(checkout, 'src', 'providers', 'whisper', 'index.ts')
    )) as typeof import('../../../src/providers/whisper/index.ts');
    await using transcriber = module.createWhisperTranscriber({
      modelPath: shared('models', 'ggml-toy-en.bin'),
      workers: 1,
      threads: 1,
      timeoutMs: TIMEOUT_MS,
      idleMs: IDLE_MS,
      useGpu: false,
      clock: new WatchedClock(),
      log,
    });
    await expect(transcriber.transcribe(request())).rejects.toMatchObject({
      code: 'engine_missing',
      sentence:
        "The transcription engine is not ready: whisper.cpp can't be loaded on this machine (it is not compiled); run `npm install` again where a C++ compiler is installed.",
    });
    expect(startedProcesses(lines)).toHaveLength(1);
    expect(transcriber.health().description).toContain('not installed');
  });
});
