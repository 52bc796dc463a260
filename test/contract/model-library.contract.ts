import { expect, it } from 'vitest';
import { MomError } from '../../src/errors.ts';
import type { DownloadProgress, ModelLibrary } from '../../src/ports/model-library.ts';

/**
 * A library whose table has "here", "damaged", "online" and "offline": the first two lie on the machine (one of them broken), the
 * third can be downloaded, for the fourth there is no network.
 */
export interface ModelLibraryCase extends AsyncDisposable {
  readonly library: ModelLibrary;
}

async function code(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof MomError ? error.code : String(error);
}

/** What every ModelLibrary keeps. */
export function modelLibraryContract(open: () => Promise<ModelLibraryCase>): void {
  it('has a table in which every model is named once', async () => {
    await using test = await open();
    const { entries } = test.library;
    expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
    expect(new Set(entries.map(({ file }) => file)).size).toBe(entries.length);
    expect(entries.map(({ name }) => name)).toEqual(expect.arrayContaining(['here', 'damaged', 'online', 'offline']));
  });

  it('finds what is on the machine, with size and hash', async () => {
    await using test = await open();
    const file = await test.library.find('here');
    expect(file).toMatchObject({ name: 'here', path: expect.stringMatching(/^\//), isPinned: true });
    expect(file?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(file?.bytes).toBeGreaterThan(0);
  });

  it('finds the same by its path', async () => {
    await using test = await open();
    const file = await test.library.find('here');
    expect(await test.library.find(file?.path ?? '')).toEqual(file);
  });

  it('obtains without a download what it finds', async () => {
    await using test = await open();
    const seen: DownloadProgress[] = [];
    const file = await test.library.obtain('here', { onProgress: (progress) => void seen.push(progress) });
    expect(file).toEqual(await test.library.find('here'));
    expect(seen).toEqual([]);
  });

  it('finds nothing where there is nothing', async () => {
    await using test = await open();
    expect(await test.library.find('online')).toBeNull();
    expect(await test.library.find('no-such-model')).toBeNull();
    expect(await test.library.find('/no/such/place.bin')).toBeNull();
    expect(await test.library.find('')).toBeNull();
  });

  it('downloads what is missing, tells how far it is, and finds it then', async () => {
    await using test = await open();
    const seen: DownloadProgress[] = [];
    const file = await test.library.obtain('online', { onProgress: (progress) => void seen.push(progress) });
    expect(file.name).toBe('online');
    expect(seen.at(-1)).toEqual({ name: 'online', receivedBytes: file.bytes, totalBytes: file.bytes });
    expect(seen.map(({ receivedBytes }) => receivedBytes)).toEqual(
      seen.map(({ receivedBytes }) => receivedBytes).toSorted((one, other) => one - other),
    );
    expect(await test.library.find('online')).toEqual(file);
  });

  it('says which file, from where and where to when there is no network', async () => {
    await using test = await open();
    const entry = test.library.entries.find(({ name }) => name === 'offline');
    const work = test.library.obtain('offline');
    await expect(work).rejects.toThrow(entry?.file);
    await expect(work).rejects.toThrow(entry?.url);
    await expect(work).rejects.toThrow(/ into \//);
    expect(await code(work)).toBe('model_missing');
  });

  it('uses no damaged file', async () => {
    await using test = await open();
    expect(await code(test.library.find('damaged'))).toBe('model_damaged');
    expect(await code(test.library.obtain('damaged'))).toBe('model_damaged');
  });

  it('names close ones when it knows no such model', async () => {
    await using test = await open();
    const work = test.library.obtain('onlin');
    expect(await code(work)).toBe('model_unknown');
    await expect(work).rejects.toThrow(/online/);
    expect(await code(test.library.obtain(''))).toBe('model_unknown');
  });

  it('says that there is nothing at a path', async () => {
    await using test = await open();
    expect(await code(test.library.obtain('/no/such/place.bin'))).toBe('model_missing');
  });

  it('rejects with the reason of an aborted signal', async () => {
    await using test = await open();
    const reason = new Error('enough');
    await expect(test.library.obtain('online', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
}
