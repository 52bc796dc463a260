import { copyFile, mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasShared, shared } from '../../shared.ts';
import { aLibrary, aModel, anEntry, sha256, type TestLibrary } from './a-library.ts';

const body = aModel(20_000);
const entry = anEntry('base', body);

async function put(test: TestLibrary, file: string, bytes: Buffer = body, folder = test.folder): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, file);
  await writeFile(path, bytes);
  return path;
}

const LONG_AGO_S = 1_000_000_000;

const hashings = ({ lines }: TestLibrary) => lines.filter(({ msg }) => msg === 'model file hashed').length;

describe('finding a model', () => {
  it.each(['base', 'ggml-base.bin'])('takes %s for the same model of the table', async (name) => {
    await using test = await aLibrary({ entries: [entry] });
    const path = await put(test, 'ggml-base.bin');
    expect(await test.library.find(name)).toEqual({
      name: 'base',
      path,
      bytes: body.length,
      sha256: sha256(body),
      isPinned: true,
    });
  });

  it.each(['toy-en', 'ggml-toy-en', 'ggml-toy-en.bin'])('finds a file that is in no table by %s', async (name) => {
    await using test = await aLibrary({ entries: [entry] });
    const path = await put(test, 'ggml-toy-en.bin');
    expect(await test.library.find(name)).toMatchObject({ name, path, isPinned: false, sha256: sha256(body) });
  });

  it('takes the first folder that has it, the cache last', async () => {
    await using test = await aLibrary({ entries: [entry] });
    const inCache = await put(test, 'ggml-base.bin', body, test.cacheFolder);
    expect((await test.library.find('base'))?.path).toBe(inCache);
    const inFolder = await put(test, 'ggml-base.bin');
    expect((await test.library.find('base'))?.path).toBe(inFolder);
  });

  it('passes over a folder that bears the name', async () => {
    await using test = await aLibrary({ entries: [entry] });
    await mkdir(join(test.folder, 'ggml-base.bin'), { recursive: true });
    expect(await test.library.find('base')).toBeNull();
    expect(await test.library.find(join(test.folder, 'ggml-base.bin'))).toBeNull();
  });

  it.each([
    ['a cut file', body.subarray(0, 9_999), 'has 9999 bytes where "base" has 20000'],
    ['another content', aModel(20_000), 'is published'],
    ['zeros', Buffer.alloc(20_000), 'is not a whisper.cpp model (ggml format)'],
    ['a web page', Buffer.from(`<!doctype html>${' '.repeat(19_985)}`), 'is a web page, not a model'],
  ])('uses no %s in its place', async (_, bytes, reason) => {
    await using test = await aLibrary({ entries: [entry] });
    const path = await put(test, 'ggml-base.bin', Buffer.from(bytes));
    const error = test.library.find('base');
    await expect(error).rejects.toMatchObject({ code: 'model_damaged', file: path });
    await expect(error).rejects.toThrow(reason);
    await expect(error).rejects.toThrow('Delete it and run "mom models pull base"');
  });

  it.each([
    ['voice.onnx', 'lmgg and more', 'is not an ONNX model'],
    ['voice.onnx', 'version https://git-lfs.github.com/spec/v1', 'is a Git LFS pointer'],
    ['own.bin', 'GGUF and more', 'is not a whisper.cpp model'],
    ['own.bin', '', 'is empty'],
    ['own.weights', 'hello', 'is neither a whisper.cpp, a GGUF nor an ONNX model'],
  ])('knows at once that %s with "%s" is no model', async (file, text, reason) => {
    await using test = await aLibrary({ entries: [entry] });
    const path = await put(test, file, Buffer.from(text));
    await expect(test.library.find(path)).rejects.toThrow(reason);
  });

  it('is not led astray by names with control characters', async () => {
    await using test = await aLibrary({ entries: [entry] });
    await expect(test.library.obtain('ba\u0000se')).rejects.toMatchObject({ code: 'model_unknown' });
    await expect(test.library.obtain('\u001b[31mbase')).rejects.toThrow('There is no model "?[31mbase"');
  });

  it('suggests files that lie in the folders too', async () => {
    await using test = await aLibrary({ entries: [entry] });
    await put(test, 'ggml-toy-en.bin');
    await expect(test.library.obtain('toy-enn')).rejects.toThrow('Did you mean toy-en?');
  });

  it('replaces a damaged file in the cache, but none elsewhere', async () => {
    const fetchBody = (async () => new Response(new Uint8Array(body))) as typeof fetch;
    await using test = await aLibrary({ entries: [entry], fetch: fetchBody });
    const path = await put(test, 'ggml-base.bin', body.subarray(1), test.cacheFolder);
    expect((await test.library.obtain('base')).path).toBe(path);
    expect(await readFile(path)).toEqual(body);
    await put(test, 'ggml-base.bin', body.subarray(1));
    await expect(test.library.obtain('base')).rejects.toMatchObject({ code: 'model_damaged' });
  });
});

describe('the hash of a model', () => {
  it('is computed once as long as the file stays what it is, in later processes too', async () => {
    await using test = await aLibrary({ entries: [entry] });
    await put(test, 'ggml-base.bin');
    await test.library.find('base');
    await test.library.find('base');
    expect(hashings(test)).toBe(1);
    await using later = await aLibrary({ entries: [entry], folders: [test.folder], cacheFolder: test.cacheFolder });
    expect((await later.library.find('base'))?.sha256).toBe(sha256(body));
    expect(hashings(later)).toBe(0);
  });

  it('is computed anew for other bytes of the same size and date', async () => {
    await using test = await aLibrary({ entries: [{ ...entry, sha256: null }] });
    const path = await put(test, 'ggml-base.bin');
    await utimes(path, LONG_AGO_S, LONG_AGO_S);
    await test.library.find('base');
    const other = aModel(20_000);
    await writeFile(path, other);
    await utimes(path, LONG_AGO_S, LONG_AGO_S);
    expect((await test.library.find('base'))?.sha256).toBe(sha256(other));
  });

  it('is computed anew for a file that was put in its place', async () => {
    await using test = await aLibrary({ entries: [{ ...entry, sha256: null }] });
    const path = await put(test, 'ggml-base.bin');
    await test.library.find('base');
    const other = aModel(20_000);
    await rename(await put(test, 'new.bin', other), path);
    expect((await test.library.find('base'))?.sha256).toBe(sha256(other));
  });

  it('needs no folder to remember it in', async () => {
    await using test = await aLibrary({ entries: [entry], cacheFolder: '/dev/null/cache' });
    await put(test, 'ggml-base.bin');
    expect((await test.library.find('base'))?.sha256).toBe(sha256(body));
    expect(hashings(test)).toBe(1);
  });

  it('believes no broken memory', async () => {
    await using test = await aLibrary({ entries: [entry] });
    await put(test, 'ggml-base.bin');
    await put(test, '.checked', Buffer.from('a file where a folder should be'), test.cacheFolder);
    expect((await test.library.find('base'))?.sha256).toBe(sha256(body));
    await rm(join(test.cacheFolder, '.checked'));
  });
});

describe.skipIf(!hasShared)('the real files', () => {
  it.each([
    ['silero-vad', 'silero_vad_16k_op15.onnx'],
    ['silero-vad-full', 'silero_vad.onnx'],
    ['pyannote-segmentation-3.0-int8', 'pyannote-segmentation-3.0.int8.onnx'],
  ])('%s is what the table says', async (name, file) => {
    await using test = await aLibrary({ folders: [shared('models')] });
    expect(await test.library.find(name)).toMatchObject({ name, path: shared('models', file), isPinned: true });
  });

  it('takes the stand-ins for tests by their file names', async () => {
    await using test = await aLibrary({ folders: [shared('models')] });
    for (const name of ['toy-en', 'for-tests-ggml-tiny', 'demo-standup', 'toy-xvector-libri', 'ggml-silero-v6.2.0.bin'])
      expect(await test.library.find(name)).toMatchObject({ name, isPinned: false });
  });

  it('does not take a stand-in for the model whose name it bears', async () => {
    await using test = await aLibrary();
    await mkdir(test.folder, { recursive: true });
    await copyFile(shared('models', 'ggml-toy-en.bin'), join(test.folder, 'ggml-base.bin'));
    await expect(test.library.find('base')).rejects.toMatchObject({ code: 'model_damaged' });
  });
});
