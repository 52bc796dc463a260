import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from 'vitest';
import type { ModelFile } from '../../src/ports/model-library.ts';
import { FakeModelLibrary } from '../doubles/fake-model-library.ts';
import { ModelHost } from '../doubles/model-host.ts';
import { aLibrary, aModel, anEntry, sha256 } from '../unit/models/a-library.ts';
import { type ModelLibraryCase, modelLibraryContract } from './model-library.contract.ts';

const body = aModel(50_000);
const entries = ['here', 'damaged', 'online', 'offline'].map((name) => anEntry(name, body));

describe('FakeModelLibrary', () =>
  modelLibraryContract(async () => {
    const file = (name: string): ModelFile => ({
      name,
      path: `/fake/${name}.bin`,
      bytes: body.length,
      sha256: sha256(body),
      isPinned: true,
    });
    const library = new FakeModelLibrary(
      {
        here: { state: 'here', file: file('here') },
        online: { state: 'downloadable', file: file('online') },
        offline: { state: 'offline' },
        damaged: { state: 'damaged', path: '/fake/damaged.bin' },
      },
      entries,
    );
    return { library, [Symbol.asyncDispose]: () => Promise.resolve() };
  }));

describe('createModelLibrary', () => modelLibraryContract(openLocal));

async function openLocal(): Promise<ModelLibraryCase> {
  await using stack = new AsyncDisposableStack();
  const host = stack.use(await ModelHost.open());
  host.serve('/files/ggml-online.bin', body);
  const fetchOnline: typeof fetch = (url, options) => {
    if (String(url).includes('offline')) throw new TypeError('fetch failed', { cause: noNetwork });
    return fetch(url, options);
  };
  const test = stack.use(await aLibrary({ entries, baseUrlOverride: host.baseUrl, fetch: fetchOnline }));
  await mkdir(test.folder, { recursive: true });
  await writeFile(join(test.folder, 'ggml-here.bin'), body);
  await writeFile(join(test.folder, 'ggml-damaged.bin'), body.subarray(1));
  const owned = stack.move();
  return { library: test.library, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

const noNetwork = Object.assign(new Error('getaddrinfo ENOTFOUND models.example'), { code: 'ENOTFOUND' });
