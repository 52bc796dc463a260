import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { architectureIn } from '../../../src/providers/transcribe-cpp/gguf-header.ts';
import { modelFamily } from '../../../src/providers/transcribe-cpp/index.ts';
import { type GgufValue, ggufFile } from './gguf-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'mom-gguf-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (bytes: Buffer): string => {
  const path = join(folder, `${Math.random()}.gguf`);
  writeFileSync(path, bytes);
  return path;
};

describe('the family of a model', () => {
  it.each([
    ['parakeet-tdt', 'parakeet'],
    ['Moonshine_streaming', 'moonshine'],
    ['whisper', 'whisper'],
    ['voxtral', 'other'],
  ])('of architecture %s is %s', async (architecture, family) => {
    expect(await modelFamily(written(ggufFile([['general.architecture', architecture]])))).toBe(family);
  });

  it('is whisper for whisper.cpp’s own format', async () => {
    expect(await modelFamily(written(Buffer.from('lmgg….')))).toBe('whisper');
  });

  it('is unknown when the file does not tell', async () => {
    expect(await modelFamily(written(ggufFile([['general.name', 'x']])))).toBe('other');
  });

  it('is refused for what is no model, and for what is not there', async () => {
    await expect(modelFamily(written(Buffer.from('RIFF')))).rejects.toMatchObject({ code: 'model_damaged' });
    await expect(modelFamily(written(Buffer.alloc(0)))).rejects.toMatchObject({ code: 'model_damaged' });
    await expect(modelFamily(join(folder, 'nothing.gguf'))).rejects.toMatchObject({ code: 'model_missing' });
  });
});

describe('the header of a GGUF file', () => {
  const value: fc.Arbitrary<GgufValue> = fc.oneof(fc.string(), fc.nat(), fc.array(fc.string(), { maxLength: 5 }));
  const entries = fc.array(
    fc.tuple(
      fc.string().filter((key) => key !== 'general.architecture'),
      value,
    ),
    { maxLength: 8 },
  );

  it('gives the architecture wherever it stands', () => {
    fc.assert(
      fc.property(entries, entries, fc.string(), (before, after, architecture) => {
        const file = ggufFile([...before, ['general.architecture', architecture], ...after]);
        expect(architectureIn(file)).toBe(architecture);
      }),
    );
  });

  it('never throws, however broken', () => {
    const broken = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([Buffer.from('GGUF'), bytes]));
    fc.assert(fc.property(broken, (bytes) => ['string', 'object'].includes(typeof architectureIn(bytes))));
  });
});
