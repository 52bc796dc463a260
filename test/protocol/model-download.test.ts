import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MomError } from '../../src/errors.ts';
import type { DownloadProgress } from '../../src/ports/model-library.ts';
import { ModelHost, type Trouble } from '../doubles/model-host.ts';
import { aLibrary, aModel, anEntry, sha256 } from '../unit/models/a-library.ts';

const body = aModel(300_000);
const entry = anEntry('base', body);
const PATH = '/files/ggml-base.bin';

let host: ModelHost;
beforeEach(async () => {
  host = await ModelHost.open();
  host.serve(PATH, body);
});
afterEach(() => host[Symbol.asyncDispose]());

const open = (options: Parameters<typeof aLibrary>[0] = {}) =>
  aLibrary({ entries: [entry], baseUrlOverride: host.baseUrl, ...options });

/** Breaks the connection each time that one of these amounts has arrived. */
const cutAt = (...amounts: readonly number[]) => ({
  onProgress: ({ receivedBytes }: DownloadProgress) => void (amounts.includes(receivedBytes) && host.cut()),
});

async function failure(work: Promise<unknown>): Promise<MomError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof MomError) return error;
  throw new Error(`a MomError was expected, got ${String(error)}`);
}

describe('a download', () => {
  it('arrives whole, is pinned, leaves nothing else behind and reports its progress', async () => {
    await using test = await open();
    const seen: DownloadProgress[] = [];
    const file = await test.library.obtain('base', { onProgress: (progress) => void seen.push(progress) });
    expect(file).toEqual({
      name: 'base',
      path: join(test.cacheFolder, 'ggml-base.bin'),
      bytes: body.length,
      sha256: sha256(body),
      isPinned: true,
    });
    expect(await readFile(file.path)).toEqual(body);
    expect(await readdir(test.cacheFolder)).toEqual(['.checked', 'ggml-base.bin']);
    expect(test.lines.filter(({ msg }) => msg === 'model file hashed')).toEqual([]);
    expect(seen.at(-1)).toEqual({ name: 'base', receivedBytes: body.length, totalBytes: body.length });
    expect(seen.every(({ receivedBytes }, index) => receivedBytes >= (seen[index - 1]?.receivedBytes ?? 0))).toBe(true);
  });

  it('is not made twice', async () => {
    await using test = await open();
    await test.library.obtain('base');
    await test.library.obtain('base');
    expect(host.requests).toHaveLength(1);
  });

  it('goes on where the connection was cut, for the same file only', async () => {
    await using test = await open();
    host.next({ kind: 'stall', afterBytes: 100_000 }, { kind: 'stall', afterBytes: 50_000 });
    const file = await test.library.obtain('base', cutAt(100_000, 150_000));
    expect(await readFile(file.path)).toEqual(body);
    expect(host.requests).toHaveLength(3);
    expect(host.requests[0]?.headers.range).toBeUndefined();
    expect(host.requests[1]?.headers.range).toBe('bytes=100000-');
    expect(host.requests[1]?.headers['if-range']).toMatch(/^"[0-9a-f]{32}"$/);
    expect(host.requests[2]?.headers.range).toBe('bytes=150000-');
  });

  it('begins anew when the file has changed on the host meanwhile', async () => {
    const changed = aModel(310_000);
    await using test = await open({ entries: [anEntry('base', changed, { bytes: null })] });
    host.next({ kind: 'stall', afterBytes: 100_000 });
    const work = test.library.obtain('base', {
      onProgress: ({ receivedBytes }) => {
        if (receivedBytes !== 100_000) return;
        host.serve(PATH, changed);
        host.cut();
      },
    });
    expect(await readFile((await work).path)).toEqual(changed);
    expect(host.requests[1]?.headers.range).toBe('bytes=100000-');
    expect(host.requests).toHaveLength(2);
  });

  it('goes on without an ETag when the table knows the hash', async () => {
    await using test = await open();
    host.serve(PATH, body, null);
    host.next({ kind: 'stall', afterBytes: 100_000 });
    expect((await test.library.obtain('base', cutAt(100_000))).sha256).toBe(sha256(body));
    expect(host.requests[1]?.headers.range).toBe('bytes=100000-');
    expect(host.requests[1]?.headers['if-range']).toBeUndefined();
  });

  it('begins anew without an ETag when nothing else could tell two files apart', async () => {
    await using test = await open({ entries: [{ ...entry, sha256: null }] });
    host.serve(PATH, body, null);
    host.next({ kind: 'stall', afterBytes: 100_000 });
    expect((await test.library.obtain('base', cutAt(100_000))).sha256).toBe(sha256(body));
    expect(host.requests[1]?.headers.range).toBeUndefined();
  });

  it.each(['no-if-range', 'shifted'] as const)('does not join what does not belong together (%s)', async (kind) => {
    const changed = kind === 'shifted' ? body : aModel(310_000);
    await using test = await open({ entries: [{ ...entry, bytes: null, sha256: null }] });
    host.next({ kind: 'stall', afterBytes: 100_000 }, { kind });
    const work = test.library.obtain('base', {
      onProgress: ({ receivedBytes }) => {
        if (receivedBytes !== 100_000) return;
        host.serve(PATH, changed);
        host.cut();
      },
    });
    expect((await work).sha256).toBe(sha256(changed));
    expect(host.requests.map(({ headers }) => headers.range)).toEqual([undefined, 'bytes=100000-', undefined]);
  });

  it('works with a host that knows no ranges', async () => {
    await using test = await open();
    host.next({ kind: 'stall', afterBytes: 100_000 }, { kind: 'no-range' });
    expect((await test.library.obtain('base', cutAt(100_000))).sha256).toBe(sha256(body));
  });

  it('throws a part away that does not belong to the file and brings it whole', async () => {
    await using test = await open();
    await mkdir(test.cacheFolder, { recursive: true });
    await writeFile(join(test.cacheFolder, 'ggml-base.bin.part'), Buffer.alloc(120_000, 7));
    const origin = { url: `${host.baseUrl}${PATH}`, etag: null, lastModified: null };
    await writeFile(join(test.cacheFolder, 'ggml-base.bin.part.json'), JSON.stringify(origin));
    expect((await test.library.obtain('base')).sha256).toBe(sha256(body));
    expect(host.requests.map(({ headers }) => headers.range)).toEqual(['bytes=120000-', undefined]);
  });

  it('throws a part away that is longer than the file', async () => {
    await using test = await open();
    await mkdir(test.cacheFolder, { recursive: true });
    await writeFile(join(test.cacheFolder, 'ggml-base.bin.part'), Buffer.alloc(body.length + 5, 7));
    const origin = { url: `${host.baseUrl}${PATH}`, etag: null, lastModified: null };
    await writeFile(join(test.cacheFolder, 'ggml-base.bin.part.json'), JSON.stringify(origin));
    expect((await test.library.obtain('base')).sha256).toBe(sha256(body));
  });

  it('breaks off a stall, pauses and goes on', async () => {
    await using test = await open();
    host.next({ kind: 'stall', afterBytes: 60_000 });
    const received = Promise.withResolvers<void>();
    const work = test.library.obtain('base', {
      onProgress: ({ receivedBytes }) => receivedBytes === 60_000 && received.resolve(),
    });
    await received.promise;
    test.clock.advance(29_999);
    expect(host.requests).toHaveLength(1);
    test.clock.advance(1);
    expect((await work).sha256).toBe(sha256(body));
    expect(host.requests[1]?.headers.range).toBe('bytes=60000-');
    expect(test.clock.delays).toContain(1_000);
  });

  it('has patience with a slow line', async () => {
    await using test = await open();
    host.next({ kind: 'stall', afterBytes: 60_000, thenBytes: 60_000 });
    const arrived = new Map([60_000, 120_000].map((bytes) => [bytes, Promise.withResolvers<void>()]));
    const work = test.library.obtain('base', {
      onProgress: ({ receivedBytes }) => arrived.get(receivedBytes)?.resolve(),
    });
    for (const { promise } of arrived.values()) {
      await promise;
      test.clock.advance(20_000);
      host.release();
    }
    expect((await work).sha256).toBe(sha256(body));
    expect(host.requests).toHaveLength(1);
  });

  it('waits longer after each failure and as long as the host asks', async () => {
    await using test = await open();
    const busy = { kind: 'status', status: 503 } as const;
    host.next(busy, { kind: 'status', status: 429, headers: { 'retry-after': '7' } }, busy, busy);
    await test.library.obtain('base');
    expect(test.clock.delays.filter((ms) => ms < 10_000)).toEqual([1_000, 7_000, 4_000, 8_000]);
  });

  it('gives up after five answers of a broken host, and says how to help oneself', async () => {
    await using test = await open();
    host.next(...Array.from({ length: 9 }, () => ({ kind: 'status', status: 500 }) as const));
    const error = await failure(test.library.obtain('base'));
    expect(error.code).toBe('model_missing');
    expect(error.retryable).toBe(true);
    expect(host.requests).toHaveLength(5);
    const { host: name } = new URL(host.baseUrl);
    expect(error.sentence).toBe(
      `The model "base" (ggml-base.bin, 293 KiB) is not on this machine and can't be downloaded: ${name} answered 500. ` +
        `Get ${host.baseUrl}${PATH} in another way and put it as ggml-base.bin into ${test.cacheFolder} or into the folder that MODELS_DIR names.`,
    );
  });

  it.each([404, 403, 401])('asks once when the host says %i', async (status) => {
    await using test = await open();
    host.next({ kind: 'status', status });
    const error = await failure(test.library.obtain('base'));
    expect(error.code).toBe('model_missing');
    expect(error.message).toContain(`answered ${status}`);
    expect(error.retryable).toBe(false);
    expect(host.requests).toHaveLength(1);
  });

  it.each([
    { contentType: 'text/html; charset=utf-8', isChunked: false },
    { contentType: 'application/octet-stream', isChunked: true },
  ])('knows a login page from a model ($contentType)', async (page) => {
    await using test = await open();
    host.next({ kind: 'html', ...page });
    const error = await failure(test.library.obtain('base'));
    expect(error.code).toBe('model_missing');
    expect(error.message).toContain('answers with a web page instead of the model');
    expect(await readdir(test.cacheFolder)).not.toContain('ggml-base.bin');
  });

  it('refuses a file of another size before it is there', async () => {
    await using test = await open();
    host.serve(PATH, aModel(299_999));
    const seen: number[] = [];
    const error = await failure(
      test.library.obtain('base', { onProgress: (progress) => void seen.push(progress.receivedBytes) }),
    );
    expect(error.code).toBe('model_damaged');
    expect(error.message).toContain('it has 299999 bytes where 300000 are published');
    expect(seen).toEqual([]);
  });

  it('refuses a file of the right size with another content, and keeps nothing of it', async () => {
    await using test = await open();
    host.serve(PATH, aModel(300_000));
    const error = await failure(test.library.obtain('base'));
    expect(error.code).toBe('model_damaged');
    expect(error.message).toContain('its SHA-256 is');
    expect(host.requests).toHaveLength(1);
    expect(await readdir(test.cacheFolder)).toEqual([]);
  });

  it('stops a host that sends without end', async () => {
    await using test = await open();
    host.next({ kind: 'endless' });
    const error = await failure(test.library.obtain('base'));
    expect(error.code).toBe('model_damaged');
    expect(error.message).toContain('it is longer than 300000 bytes');
  });

  it('takes an answer that ends early for a cut', async () => {
    await using test = await open();
    host.next({ kind: 'short', afterBytes: 10_000 });
    expect((await test.library.obtain('base')).sha256).toBe(sha256(body));
    expect(host.requests[1]?.headers.range).toBe('bytes=10000-');
  });

  it('follows redirects, relative ones too, and not without end', async () => {
    await using test = await open();
    host.next({ kind: 'redirect', to: '/elsewhere' }, { kind: 'redirect', to: `${host.baseUrl}${PATH}` });
    expect((await test.library.obtain('base')).sha256).toBe(sha256(body));
    await using other = await open();
    host.next(...Array.from({ length: 20 }, () => ({ kind: 'redirect', to: PATH }) as const));
    expect((await failure(other.library.obtain('base'))).message).toContain('redirects without end');
  });

  it.each(['file:///etc/passwd', 'ftp://models.example/x', 'http://'])('follows no redirect to %s', async (to) => {
    await using test = await open();
    host.next({ kind: 'redirect', to });
    expect((await failure(test.library.obtain('base'))).message).toContain('redirects to an address that is not https');
  });

  it('never leaves https', async () => {
    const asked: string[] = [];
    const downgrade = (async (url: URL) => {
      asked.push(url.href);
      return new Response(null, { status: 302, headers: { location: `${host.baseUrl}${PATH}` } });
    }) as typeof fetch;
    await using test = await aLibrary({ entries: [entry], fetch: downgrade });
    const error = await failure(test.library.obtain('base'));
    expect(error.message).toContain('models.example redirects to an address that is not https');
    expect(asked).toEqual(['https://models.example/files/ggml-base.bin']);
    expect(host.requests).toHaveLength(0);
  });

  it('says what to do when there is no network, after two tries', async () => {
    const { baseUrl } = host;
    await host[Symbol.asyncDispose]();
    await using test = await open({ baseUrlOverride: baseUrl });
    host = await ModelHost.open();
    const error = await failure(test.library.obtain('base'));
    expect(error.code).toBe('model_missing');
    expect(error.retryable).toBe(true);
    expect(error.message).toContain("can't be reached (ECONNREFUSED)");
    expect(error.message).toContain(test.cacheFolder);
    expect(test.clock.delays.filter((ms) => ms < 10_000)).toEqual([1_000]);
  });

  it('keeps the part when it is aborted, and the next one goes on from it', async () => {
    await using test = await open();
    host.next({ kind: 'stall', afterBytes: 90_000 });
    const stop = new AbortController();
    const reason = new Error('enough');
    const work = test.library.obtain('base', {
      signal: stop.signal,
      onProgress: ({ receivedBytes }) => receivedBytes === 90_000 && stop.abort(reason),
    });
    await expect(work).rejects.toBe(reason);
    expect((await stat(join(test.cacheFolder, 'ggml-base.bin.part'))).size).toBe(90_000);
    host.release();
    expect((await test.library.obtain('base')).sha256).toBe(sha256(body));
    expect(host.requests[1]?.headers.range).toBe('bytes=90000-');
  });

  it('refuses to begin without room on the disk', async () => {
    await using test = await open({ freeBytes: async () => 1_000_000 });
    const error = await failure(test.library.obtain('base'));
    expect(error.code).toBe('model_missing');
    expect(error.message).toContain(`it needs 32 MiB of disk, but ${test.cacheFolder} has only 977 KiB left`);
    expect(host.requests).toHaveLength(0);
  });

  it('says so when the disk fills up in the middle', async () => {
    await using test = await open();
    await mkdir(test.cacheFolder, { recursive: true });
    await symlink('/dev/full', join(test.cacheFolder, 'ggml-base.bin.part'));
    const error = await failure(test.library.obtain('base'));
    expect(error.code).toBe('model_missing');
    expect(error.message).toContain(`the disk under ${test.cacheFolder} is full`);
  });

  it('says so when the cache can not be made', async () => {
    await using test = await open({ cacheFolder: '/dev/null/models' });
    const error = await failure(test.library.obtain('base'));
    expect(error.code).toBe('model_missing');
    expect(error.message).toContain("/dev/null/models can't be written (ENOTDIR)");
  });
});

describe('whatever the host does', () => {
  const amount = fc.integer({ min: 0, max: body.length });
  const trouble: fc.Arbitrary<Trouble> = fc.oneof(
    amount.map((afterBytes) => ({ kind: 'break', afterBytes }) as const),
    amount.map((afterBytes) => ({ kind: 'short', afterBytes }) as const),
    fc.constantFrom(404, 416, 429, 500, 503, 206, 204).map((status) => ({ kind: 'status', status }) as const),
    fc
      .constantFrom('text/html', 'application/octet-stream')
      .map((contentType) => ({ kind: 'html', contentType, isChunked: true }) as const),
    fc.constantFrom(
      { kind: 'endless' } as const,
      { kind: 'no-range' } as const,
      { kind: 'redirect', to: '/lost' } as const,
    ),
  );

  it('gives the published file or an error of its own, and the published file as soon as the host is well', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(trouble, { maxLength: 6 }), async (troubles) => {
        await using host = await ModelHost.open();
        host.serve(PATH, body);
        host.next(...troubles);
        await using test = await aLibrary({ entries: [entry], baseUrlOverride: host.baseUrl });
        for (let tries = 0; ; tries += 1) {
          const outcome = await test.library.obtain('base').catch((error: unknown) => error);
          if (!(outcome instanceof Error)) break;
          expect(outcome).toBeInstanceOf(MomError);
          expect((outcome as MomError).code).toMatch(/^model_(?:missing|damaged)$/);
          expect(await readdir(test.cacheFolder)).not.toContain('ggml-base.bin');
          expect(tries).toBeLessThan(troubles.length);
        }
        expect(await readFile(join(test.cacheFolder, 'ggml-base.bin'))).toEqual(body);
        expect(
          (await readdir(test.cacheFolder)).filter((file) => file.includes('.part') || file.includes('.lock')),
        ).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('a model that nobody has pinned', () => {
  const unpinned = { ...entry, sha256: null };

  it('is recorded and warned about once, and held to the record later', async () => {
    await using test = await open({ entries: [unpinned] });
    const file = await test.library.obtain('base');
    expect(file.isPinned).toBe(false);
    expect(await readFile(`${file.path}.sha256`, 'utf8')).toBe(`${sha256(body)}  ggml-base.bin\n`);
    await test.library.obtain('base');
    const warnings = test.lines.filter(({ msg }) => String(msg).startsWith('model is not pinned'));
    expect(warnings).toHaveLength(1);
    await writeFile(file.path, aModel(body.length));
    const error = await failure(test.library.find('base'));
    expect(error.code).toBe('model_damaged');
    expect(error.message).toContain('recorded at its first download');
  });
});

describe('two at once', () => {
  it('in one process make one download', async () => {
    await using test = await open();
    host.next({ kind: 'stall', afterBytes: 1_000 });
    const first = test.library.obtain('base');
    await host.stalled();
    const seen: number[] = [];
    const second = test.library.obtain('base', { onProgress: ({ receivedBytes }) => void seen.push(receivedBytes) });
    await test.clock.untilWaiting(500);
    host.release();
    const file = await first;
    test.clock.advance(500);
    expect(await second).toEqual(file);
    expect(host.requests).toHaveLength(1);
    expect(seen[0]).toBeLessThanOrEqual(1_000);
  });

  it('stop waiting when they are aborted', async () => {
    await using test = await open();
    host.next({ kind: 'stall', afterBytes: 1_000 });
    const first = test.library.obtain('base');
    await host.stalled();
    const stop = new AbortController();
    const second = test.library.obtain('base', { signal: stop.signal });
    await test.clock.untilWaiting(500);
    stop.abort(new Error('enough'));
    await expect(second).rejects.toThrow('enough');
    host.release();
    expect((await first).sha256).toBe(sha256(body));
  });

  it('in two processes make one download', async () => {
    await using test = await open();
    host.next({ kind: 'stall', afterBytes: 1_000 });
    const first = aChild(test.cacheFolder);
    await host.stalled();
    const second = aChild(test.cacheFolder);
    await second.line(/^received/);
    host.release();
    expect(await first.line(/^done/)).toBe(`done ${sha256(body)}`);
    expect(await second.line(/^done/)).toBe(`done ${sha256(body)}`);
    expect(host.requests).toHaveLength(1);
    await Promise.all([first.ended(), second.ended()]);
  });

  it('lose nothing when the one that downloads is killed', async () => {
    await using test = await open();
    host.next({ kind: 'stall', afterBytes: 200_000 });
    const first = aChild(test.cacheFolder);
    await first.line(/^received 200000$/);
    first.process.kill('SIGKILL');
    await first.ended();
    host.release();
    expect(await readdir(test.cacheFolder)).toContain('ggml-base.bin.lock');
    expect((await test.library.obtain('base')).sha256).toBe(sha256(body));
    expect(host.requests[1]?.headers.range).toBe('bytes=200000-');
    expect(await readdir(test.cacheFolder)).toEqual(['.checked', 'ggml-base.bin']);
  });
});

/** Obtains the model in a process of its own. */
function aChild(cacheFolder: string) {
  const script = fileURLToPath(new URL('../unit/models/obtain-child.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [script, cacheFolder, host.baseUrl, JSON.stringify(entry)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const seen: string[] = [];
  const waiting: { pattern: RegExp; found: (line: string) => void }[] = [];
  createInterface({ input: child.stdout! }).on('line', (line) => {
    seen.push(line);
    for (const { pattern, found } of waiting) if (pattern.test(line)) found(line);
  });
  const line = (pattern: RegExp) =>
    new Promise<string>((found) => {
      const early = seen.find((text) => pattern.test(text));
      if (early === undefined) waiting.push({ pattern, found });
      else found(early);
    });
  return { process: child, line, ended: () => exited };
}
