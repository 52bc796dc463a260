import { constants } from 'node:fs';
import { type FileHandle, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { diskFault } from './download-fault.ts';

/** What the bytes of a part belong to; a part may only grow by bytes of the same origin. */
export interface PartOrigin {
  readonly url: string;
  /** Strong ETag, or null. */
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/**
 * An unfinished download: `FILE.part` with its bytes and `FILE.part.json` with their origin. It outlives the process, so that the
 * next attempt goes on where this one ended.
 */
export class PartFile implements AsyncDisposable {
  readonly #target: string;
  readonly #file: FileHandle;
  #bytes: number;
  #origin: PartOrigin | null;
  #isPatchwork = false;
  #isOpen = true;

  private constructor(target: string, file: FileHandle, bytes: number, origin: PartOrigin | null) {
    this.#target = target;
    this.#file = file;
    this.#bytes = bytes;
    this.#origin = origin;
  }

  /** @throws DownloadFault disk */
  static async open(target: string): Promise<PartFile> {
    try {
      const origin = await readOrigin(originPath(target));
      const file = await open(partPath(target), constants.O_RDWR | constants.O_CREAT, 0o644);
      return new PartFile(target, file, (await file.stat()).size, origin);
    } catch (error) {
      throw diskFault(error, dirname(target));
    }
  }

  get path(): string {
    return partPath(this.#target);
  }

  get bytes(): number {
    return this.#bytes;
  }

  get origin(): PartOrigin | null {
    return this.#origin;
  }

  /** True when the bytes come from more than one answer of the host, so that a mismatch may be the part's own fault. */
  get isPatchwork(): boolean {
    return this.#isPatchwork;
  }

  /** What comes next continues the bytes that are there. */
  goOn(): void {
    this.#isPatchwork = true;
  }

  /** Forgets all bytes; what comes next belongs to `origin`. */
  async startOver(origin: PartOrigin | null): Promise<void> {
    await this.#write(async () => {
      if (this.#bytes > 0) await this.#file.truncate(0);
      this.#bytes = 0;
      this.#isPatchwork = false;
      this.#origin = origin;
      if (origin) await writeFile(originPath(this.#target), JSON.stringify(origin));
      else await rm(originPath(this.#target), { force: true });
    });
  }

  async append(chunk: Uint8Array): Promise<void> {
    await this.#write(async () => {
      for (let done = 0; done < chunk.length; ) {
        const { bytesWritten } = await this.#file.write(chunk, done, chunk.length - done, this.#bytes);
        done += bytesWritten;
        this.#bytes += bytesWritten;
      }
    });
  }

  /** Gives the finished file its name in one step; after a power cut it is there whole or not at all. */
  async commit(): Promise<void> {
    await this.#write(async () => {
      await this.#file.sync();
      await this.#close();
      await rename(this.path, this.#target);
      await syncFolder(dirname(this.#target));
      await rm(originPath(this.#target), { force: true });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isOpen) return;
    await this.#close();
    if (this.#bytes > 0) return;
    await rm(this.path, { force: true });
    await rm(originPath(this.#target), { force: true });
  }

  async #close(): Promise<void> {
    this.#isOpen = false;
    await this.#file.close();
  }

  async #write(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw diskFault(error, dirname(this.#target));
    }
  }
}

/** Bytes of the unfinished download that lies beside `target`. */
export const partPath = (target: string): string => `${target}.part`;
const originPath = (target: string): string => `${target}.part.json`;

/** A part whose origin can't be read is a part of unknown origin: it is not continued. */
async function readOrigin(path: string): Promise<PartOrigin | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return 'null';
    throw error;
  });
  try {
    return toOrigin(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function toOrigin(value: unknown): PartOrigin | null {
  if (typeof value !== 'object' || value === null || !('url' in value) || typeof value.url !== 'string') return null;
  return {
    url: value.url,
    etag: 'etag' in value && typeof value.etag === 'string' ? value.etag : null,
    lastModified: 'lastModified' in value && typeof value.lastModified === 'string' ? value.lastModified : null,
  };
}

async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, 'r');
  await handle.sync();
}
