import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../log.ts';
import { hashFile } from './hash-file.ts';

/**
 * Remembers the SHA-256 of files as long as size, mtime and ctime stay what they were, across processes: reading 3 GB at every
 * start would cost seconds. A memory that can't be kept is only slow, never wrong.
 */
export class HashMemory {
  readonly #folder: string;
  readonly #log: Logger;
  readonly #known = new Map<string, string>();

  constructor(cacheFolder: string, log: Logger) {
    this.#folder = join(cacheFolder, '.checked');
    this.#log = log;
  }

  async hash(path: string, signal?: AbortSignal): Promise<string> {
    const stamp = await stampOf(path);
    const known = this.#known.get(stamp) ?? (await this.#read(path, stamp));
    if (known !== undefined) return known;
    const sha256 = await hashFile(path, signal);
    this.#log.debug({ file: path, sha256 }, 'model file hashed');
    await this.#keep(path, stamp, sha256);
    return sha256;
  }

  /** Spares reading a file again whose hash has just been seen. */
  async remember(path: string, sha256: string): Promise<void> {
    await this.#keep(path, await stampOf(path), sha256);
  }

  async #keep(path: string, stamp: string, sha256: string): Promise<void> {
    this.#known.set(stamp, sha256);
    await this.#write(path, stamp, sha256);
  }

  async #read(path: string, stamp: string): Promise<string | undefined> {
    try {
      const [keptStamp, sha256] = (await readFile(this.#place(path), 'utf8')).split('\n');
      return keptStamp === stamp && /^[0-9a-f]{64}$/.test(sha256 ?? '') ? sha256 : undefined;
    } catch (error) {
      this.#log.trace({ err: error, file: path }, 'no remembered hash');
      return undefined;
    }
  }

  async #write(path: string, stamp: string, sha256: string): Promise<void> {
    const fresh = `${this.#place(path)}.${randomUUID()}`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(fresh, `${stamp}\n${sha256}\n${path}\n`);
      await rename(fresh, this.#place(path));
    } catch (error) {
      this.#log.debug({ err: error, file: path }, 'the hash of a model can not be remembered');
      await rm(fresh, { force: true }).catch((failure: unknown) =>
        this.#log.trace({ err: failure }, 'nothing to tidy'),
      );
    }
  }

  #place(path: string): string {
    return join(this.#folder, createHash('sha256').update(path).digest('hex').slice(0, 32));
  }
}

async function stampOf(path: string): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}
