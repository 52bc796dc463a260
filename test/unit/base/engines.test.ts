import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot, readConfig } from '../../../src/config.ts';
import { Engines } from '../../../src/engines.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';
import { type FakeModel, FakeModelLibrary } from '../../doubles/fake-model-library.ts';
import { recordedLog } from '../../doubles/recorded-log.ts';

const VAD = 'silero_vad_16k_op15.onnx';
const SEGMENTATION = 'pyannote-segmentation-3.0.int8.onnx';
const shipped = (file: string): FakeModel => ({
  state: 'here',
  file: { name: file, path: join(projectRoot, 'models', file), bytes: 1, sha256: 'ab', isPinned: true },
});

/** Engines elsewhere, so that no model is needed but those that ship. */
async function earsWith(models: Readonly<Record<string, FakeModel>>) {
  const { log, lines } = recordedLog();
  const config = readConfig({ WHISPER_URL: 'http://127.0.0.1:9/v1' });
  const base = { config, models: new FakeModelLibrary(models), clock: new FakeClock(), log, onUsage: () => undefined };
  await using engines = new Engines(base);
  return { ears: await engines.open({ model: 'base' }), lines };
}

describe('the ears of a meeting', () => {
  it('tell voices apart with the model that ships', async () => {
    const { ears } = await earsWith({ [VAD]: shipped(VAD), [SEGMENTATION]: shipped(SEGMENTATION) });
    expect(ears.segmenter).toBeDefined();
  });

  it('do without it where it is missing or damaged', async () => {
    expect((await earsWith({ [VAD]: shipped(VAD) })).ears.segmenter).toBeUndefined();
    const { ears, lines } = await earsWith({
      [VAD]: shipped(VAD),
      [SEGMENTATION]: { state: 'damaged', path: '/m/cut.onnx' },
    });
    expect(ears.segmenter).toBeUndefined();
    expect(lines.map(({ msg }) => msg)).toContain('a shared microphone will not be noticed');
  });

  it('never do without speech detection', async () => {
    await expect(earsWith({ [SEGMENTATION]: shipped(SEGMENTATION) })).rejects.toMatchObject({ code: 'model_missing' });
  });
});
