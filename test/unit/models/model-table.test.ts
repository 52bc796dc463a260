import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeNames } from '../../../src/providers/models/close-names.ts';
import { formatFault, isWebPage } from '../../../src/providers/models/model-format.ts';
import { modelTable } from '../../../src/providers/models/model-table.ts';
import { readableBytes } from '../../../src/providers/models/sentences.ts';
import { soughtModel } from '../../../src/providers/models/sought-model.ts';

const names = modelTable.map(({ name }) => name);

describe('the table', () => {
  it('knows every size of Whisper, English and multilingual, plain and quantised', () => {
    for (const size of ['tiny', 'tiny.en', 'base', 'base.en', 'small', 'small.en'])
      expect(names).toEqual(expect.arrayContaining([size, `${size}-q5_1`, `${size}-q8_0`]));
    for (const size of ['medium', 'medium.en', 'large-v2', 'large-v3-turbo'])
      expect(names).toEqual(expect.arrayContaining([size, `${size}-q5_0`, `${size}-q8_0`]));
    expect(names).toEqual(expect.arrayContaining(['large-v1', 'large-v3', 'large-v3-q5_0']));
  });

  it.each(modelTable)(
    'pins $name: https, fixed revision, size and hash',
    ({ name, kind, file, url, bytes, sha256 }) => {
      expect(url).toMatch(/^https:\/\/(?:huggingface\.co|raw\.githubusercontent\.com)\/.*\/[0-9a-f]{40}\//);
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(bytes).toBeGreaterThan(1_000_000);
      if (kind === 'whisper') expect([file, url.endsWith(`/${file}`)]).toEqual([`ggml-${name}.bin`, true]);
      else expect(file).toMatch(/\.onnx$/);
    },
  );

  it('names every hash once', () => {
    expect(new Set(modelTable.map(({ sha256 }) => sha256)).size).toBe(modelTable.length);
  });

  it('has quantised models that are smaller than the plain ones', () => {
    const bytes = new Map(modelTable.map((entry) => [entry.name, entry.bytes ?? 0]));
    for (const name of names.filter((text) => /-q\d_\d$/.test(text)))
      expect(bytes.get(name)).toBeLessThan(bytes.get(name.replace(/-q\d_\d$/, '')) ?? 0);
  });
});

describe('close names', () => {
  it.each([
    ['bsae', 'base'],
    ['large-v3-turbo-q5_1', 'large-v3-turbo-q5_0'],
    ['LARGE-V3', 'large-v3'],
    ['tiny_en', 'tiny.en'],
  ])('for %s begin with %s', (typed, meant) => {
    expect(closeNames(typed, names)[0]).toBe(meant);
  });

  it('are none for something else', () => {
    expect(closeNames('gpt-4o-transcribe-diarize', names)).toEqual([]);
  });

  it('begin with the name itself, and are few, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (typed) => {
        const close = closeNames(typed, [...names, typed]);
        expect(close[0]?.toLowerCase()).toBe(typed.toLowerCase());
        expect(close.length).toBeLessThanOrEqual(4);
      }),
    );
  });
});

describe('what is sought', () => {
  it('stays inside the folders, whatever the name, unless it is a path', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('.', '..', '/', '\\', 'a', '-', '\u0000', '\n', 'é', '.bin', '.onnx', 'base'),
          maxLength: 12,
        }),
        (name) => {
          const { places, isPath } = soughtModel(name, modelTable, ['/models']);
          if (isPath) return;
          const isNothing = /\p{Cc}/u.test(name);
          const outside = places.filter((place) => !/^\/models\/[^/]+$/.test(place));
          expect(outside).toEqual(!isNothing && /\.(?:bin|onnx)$/.test(name) ? [resolve(name)] : []);
        },
      ),
    );
  });
});

describe('a web page', () => {
  it('is known by its beginning', () => {
    for (const text of ['<!DOCTYPE html>', '\n  <html lang="en">', '\uFEFF<?xml version="1.0"?>'])
      expect(isWebPage(Buffer.from(text))).toBe(true);
    expect(isWebPage(Buffer.from('lmgg<html>'))).toBe(false);
  });
});

describe('the format check', () => {
  it('lets every file with the right beginning pass, and answers for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.constantFrom('a.bin', 'a.onnx', 'a'), (bytes, file) => {
        expect(formatFault(Buffer.concat([Buffer.from('lmgg'), bytes]), 'a.bin')).toBeNull();
        expect(formatFault(Buffer.concat([Buffer.from([8, 8]), bytes]), 'a.onnx')).toBeNull();
        expect(['string', 'object']).toContain(typeof formatFault(Buffer.from(bytes), file));
      }),
    );
  });
});

it.each([
  [0, '0 bytes'],
  [1_023, '1023 bytes'],
  [1_540_506, '1.5 MiB'],
  [147_951_465, '141 MiB'],
  [3_095_033_483, '2.9 GiB'],
])('reads %i as %s', (bytes, text) => {
  expect(readableBytes(bytes)).toBe(text);
});
