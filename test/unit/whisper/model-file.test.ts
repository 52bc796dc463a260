import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MomError } from '../../../src/errors.ts';
import { checkModelFile } from '../../../src/providers/whisper/index.ts';
import { hasShared, shared } from '../../shared.ts';
import { allTensors, f32Tensor, modelBytes } from './model-bytes.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mom-model-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function check(bytes: Buffer): Promise<unknown> {
  const path = join(folder, 'model.bin');
  writeFileSync(path, bytes);
  return await checkModelFile(path).catch((error: unknown) => error);
}

describe('a sound model', () => {
  it.each([
    ['English', 51_864, false, 50_256],
    ['multilingual', 51_865, true, 50_257],
    ['large-v3', 51_866, true, 50_257],
  ])('says what it is: %s', async (_, vocabulary, isMultilingual, endOfTextId) => {
    const facts = await check(modelBytes({ header: { 0: vocabulary } }));
    expect(facts).toMatchObject({ isMultilingual, endOfTextId, audioContext: 1_500, hasWeights: true });
  });

  it('may be a stub without weights', async () => {
    expect(await check(modelBytes({ tensors: [] }))).toMatchObject({ hasWeights: false });
  });

  it.each([
    ['f16', 1, 64 * 2],
    ['q5_0', 6, 2 * 22],
    ['q5_1', 7, 2 * 24],
    ['q8_0', 8, 2 * 34],
    ['q4_0', 2, 2 * 18],
  ])('may be quantized: %s', async (_, type, dataBytes) => {
    const tensors = allTensors.map((tensor) => ({ ...tensor, type, shape: [64, 1], dataBytes }));
    expect(await check(modelBytes({ tensors }))).toMatchObject({ hasWeights: true });
  });
});

describe('a damaged model', () => {
  it('is noticed wherever it was cut off', async () => {
    const whole = modelBytes();
    const stub = modelBytes({ tensors: [] }).length;
    const cuts = fc.integer({ min: 0, max: whole.length - 1 }).filter((length) => length !== stub);
    await fc.assert(
      fc.asyncProperty(cuts, async (length) => {
        expect(await check(whole.subarray(0, length))).toMatchObject({ code: 'model_damaged' });
      }),
    );
  });

  it('is noticed when it is anything else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), async (bytes) => {
        expect(await check(Buffer.from(bytes))).toMatchObject({ code: 'model_damaged' });
      }),
    );
  });

  it.each([
    ['another format', modelBytes({ magic: 0x46_55_47_47 }), 'it is not in whisper.cpp’s ggml format'],
    ['another kind of model', modelBytes({ header: { 0: 10 } }), 'it is no Whisper model'],
    ['no layers', modelBytes({ header: { 4: 0 } }), 'it is no Whisper model'],
    ['odd filters', modelBytes({ melBins: 200 }), 'its mel filters make no sense'],
    ['bytes after the end', Buffer.concat([modelBytes(), Buffer.alloc(12)]), 'a tensor in it makes no sense'],
    ['a tensor too few', modelBytes({ tensors: allTensors.slice(1) }), 'it has 49 of 50 tensors'],
    ['a tensor too many', modelBytes({ tensors: [...allTensors, f32Tensor(50)] }), 'it has 51 of 50 tensors'],
    [
      'a strange tensor',
      modelBytes({ tensors: [{ ...f32Tensor(0), name: 'weights' }] }),
      'it holds a tensor that Whisper does not have',
    ],
    [
      'an unknown type',
      modelBytes({ tensors: [{ ...f32Tensor(0), type: 99 }] }),
      'its tensor encoder.blocks.0.mlp.0.bias makes no sense',
    ],
    [
      'a half block',
      modelBytes({ tensors: [{ ...f32Tensor(0), type: 8 }] }),
      'its tensor encoder.blocks.0.mlp.0.bias makes no sense',
    ],
    ['nothing', Buffer.alloc(0), 'it is empty'],
  ])('is named: %s', async (_, bytes, fault) => {
    const error = await check(bytes);
    expect(error).toBeInstanceOf(MomError);
    expect(error).toMatchObject({ code: 'model_damaged', retryable: false });
    const path = join(folder, 'model.bin');
    expect((error as MomError).sentence).toBe(
      `The Whisper model ${path} can't be used: ${fault}; get the model again with \`mom models pull\` or name another file in WHISPER_MODEL.`,
    );
  });
});

describe('a model that is not there', () => {
  it('is missing, and the sentence says what to do', async () => {
    const error = await checkModelFile(join(folder, 'none.bin')).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'model_missing', file: join(folder, 'none.bin') });
    expect((error as MomError).sentence).toContain('mom models pull');
  });

  it('is no model when it is a folder or a pipe', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const path of [folder, pipe])
      await expect(checkModelFile(path)).rejects.toMatchObject({ code: 'model_damaged' });
  });
});

describe.skipIf(!hasShared)('real files', () => {
  it.each([
    ['for-tests-ggml-tiny.bin', { isMultilingual: true, hasWeights: false }],
    ['for-tests-ggml-tiny.en.bin', { isMultilingual: false, hasWeights: false }],
    ['ggml-toy-en.bin', { isMultilingual: false, hasWeights: true }],
    ['ggml-demo-standup.bin', { isMultilingual: false, hasWeights: true }],
  ])('%s is sound', async (name, facts) => {
    expect(await checkModelFile(shared('models', name))).toMatchObject(facts);
  });

  it.each([['ggml-silero-v6.2.0.bin'], ['silero_vad.onnx'], ['README.md']])('%s is no Whisper model', async (name) => {
    await expect(checkModelFile(shared('models', name))).rejects.toMatchObject({ code: 'model_damaged' });
  });

  it('a download that broke off is damaged', async () => {
    const path = join(folder, 'cut.bin');
    writeFileSync(path, readFileSync(shared('models', 'ggml-toy-en.bin')).subarray(0, -1));
    await expect(checkModelFile(path)).rejects.toMatchObject({ code: 'model_damaged', message: /it is cut off/ });
  });
});
