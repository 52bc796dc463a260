import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../src/config.ts';
import { checkSileroFile } from '../../../src/providers/onnx/check-silero-file.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mom-silero-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('checkSileroFile', () => {
  it('accepts the model that comes with the product', async () => {
    await expect(checkSileroFile(join(projectRoot, 'models', 'silero_vad_16k_op15.onnx'))).resolves.toBeUndefined();
  });

  it.each([
    ['an empty file', Buffer.alloc(0), /its size, 0 bytes,/],
    ['an error page', Buffer.from('<html>404</html>'), /its size, 16 bytes,/],
    ['another format', Buffer.alloc(1_289_603, 'x'), /not in the ONNX format/],
  ])('refuses %s', async (_, bytes, message) => {
    const path = join(folder, 'model.onnx');
    writeFileSync(path, bytes);
    await expect(checkSileroFile(path)).rejects.toMatchObject({ code: 'model_damaged', message, file: path });
  });

  it.each([['none.onnx'], ['.']])('misses what is no file: %s', async (name) => {
    await expect(checkSileroFile(join(folder, name))).rejects.toMatchObject({ code: 'model_missing' });
  });
});
