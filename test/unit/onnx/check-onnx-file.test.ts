import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../src/config.ts';
import { checkOnnxFile } from '../../../src/providers/onnx/check-onnx-file.ts';
import { PYANNOTE_SEGMENTATION, SILERO } from '../../../src/providers/onnx/shipped-models.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mom-onnx-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('checkOnnxFile', () => {
  it.each([[SILERO], [PYANNOTE_SEGMENTATION]])(
    'accepts the model that comes with the product: $name',
    async (model) => {
      await expect(checkOnnxFile(join(projectRoot, 'models', model.file), model)).resolves.toBeUndefined();
    },
  );

  it.each([
    ['an empty file', Buffer.alloc(0), /its size, 0 bytes,/],
    ['an error page', Buffer.from('<html>404</html>'), /its size, 16 bytes,/],
    ['another format', Buffer.alloc(1_289_603, 'x'), /not in the ONNX format/],
  ])('refuses %s', async (_, bytes, message) => {
    const path = join(folder, 'model.onnx');
    writeFileSync(path, bytes);
    await expect(checkOnnxFile(path, SILERO)).rejects.toMatchObject({ code: 'model_damaged', message, file: path });
  });

  it.each([['none.onnx'], ['.']])('misses what is no file: %s', async (name) => {
    await expect(checkOnnxFile(join(folder, name), SILERO)).rejects.toMatchObject({ code: 'model_missing' });
  });
});
