import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { readConfig } from '../../../src/config.ts';
import { openLocalEngine } from '../../../src/local-engine.ts';
import { createLog } from '../../../src/log.ts';
import { hasShared, shared } from '../../shared.ts';
import { readPcm } from '../../wav.ts';
import { ggufFile } from './gguf-file.ts';

const open = (path: string, engine: string) =>
  openLocalEngine({ name: 'a model', path, bytes: 0, sha256: '', isPinned: false }, 1, {
    config: readConfig({ WHISPER_ENGINE: engine, LOG_LEVEL: 'silent' }),
    clock: systemClock,
    log: createLog('silent'),
  });

describe.skipIf(!hasShared)('transcribe.cpp', () => {
  it('says every word of the recordings that the toy model knows, but for a clip on the brink', async () => {
    await using transcriber = await open(shared('models', 'ggml-toy-en.bin'), 'transcribe.cpp');
    expect(transcriber.health().description).toMatch(/^transcribe\.cpp \d+\.\d+\.\d+, model a model, CPU$/);
    const lines = readFileSync(shared('models', 'ggml-toy-en.clips.tsv'), 'utf8').trim().split('\n');
    const wrong: string[] = [];
    for (const [path = '', text] of lines.map((line) => line.split('\t'))) {
      const { segments } = await transcriber.transcribe({
        pcm: readPcm(shared('data', 'speech', path)),
        language: null,
      });
      if (segments.map((segment) => segment.text).join(' ') !== text) wrong.push(path);
    }
    // Its arithmetic differs in the last bit by CPU; the toy ends LJ001-0007 early under some of it.
    expect(wrong.length, wrong.join(', ')).toBeLessThanOrEqual(2);
  });

  it('survives a prompt that the model has no letters for', async () => {
    await using transcriber = await open(shared('models', 'ggml-toy-en.bin'), 'transcribe.cpp');
    const pcm = readPcm(shared('data', 'calls', 'standup', 'turns', '01-1002.wav'));
    const { segments } = await transcriber.transcribe({ pcm, language: 'en', prompt: '東京 Zürich' });
    expect(segments.length).toBeGreaterThan(0);
    expect(transcriber.health()).toMatchObject({ restarts: 0, faults: 0 });
  });

  it('refuses a language that the model lacks', async () => {
    await using transcriber = await open(shared('models', 'ggml-toy-en.bin'), 'transcribe.cpp');
    const call = transcriber.transcribe({ pcm: new Float32Array(32_000), language: 'de' });
    await expect(call).rejects.toMatchObject({ code: 'stt_language' });
  });

  it('is not chosen for a Whisper model where whisper.cpp is compiled', async () => {
    await using transcriber = await open(shared('models', 'ggml-toy-en.bin'), 'auto');
    expect(transcriber.health().description).toMatch(/^whisper\.cpp/);
  });
});

describe('a model of another family', () => {
  it('goes to transcribe.cpp, which tells a damaged one clearly', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mom-gguf-'));
    try {
      const path = join(folder, 'parakeet.gguf');
      writeFileSync(path, ggufFile([['general.architecture', 'parakeet']]));
      await using transcriber = await open(path, 'auto');
      expect(transcriber.capabilities).toMatchObject({ wordTimes: true, prompt: false, beam: false });
      const call = transcriber.transcribe({ pcm: new Float32Array(32_000), language: null });
      await expect(call).rejects.toMatchObject({ code: 'model_damaged' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
