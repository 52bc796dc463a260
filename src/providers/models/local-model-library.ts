import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DownloadProgress, ModelEntry, ModelFile, ModelLibrary } from '../../ports/model-library.ts';
import { checkedFile, fileBytes } from './checked-file.ts';
import { closeNames, localNames } from './close-names.ts';
import { DownloadFault, diskFault } from './download-fault.ts';
import { withDownloadLock } from './download-lock.ts';
import { downloadModel, freeDiskBytes } from './download-model.ts';
import { HashMemory } from './hash-memory.ts';
import { modelTable } from './model-table.ts';
import { partPath } from './part-file.ts';
import { readRecordedHash, writeRecordedHash } from './recorded-hash.ts';
import { missingSentence, noFileSentence, unknownSentence, wrongFileSentence } from './sentences.ts';
import { type SoughtModel, soughtModel } from './sought-model.ts';

const STALL_TIMEOUT_MS = 30_000;

export interface ModelLibraryOptions {
  /** Looked through in this order; the cache folder comes last whether it is named here or not. */
  readonly folders: readonly string[];
  /** Where downloads go. */
  readonly cacheFolder: string;
  readonly log: Logger;
  readonly clock: Clock;
  readonly fetch?: typeof fetch;
  /** A mirror that takes the place of the hosts in the table; paths stay the same. */
  readonly baseUrlOverride?: string;
  /** The table, unless told. */
  readonly entries?: readonly ModelEntry[];
  readonly stallTimeoutMs?: number;
  readonly freeBytes?: (folder: string) => Promise<number>;
}

type ObtainOptions = Parameters<ModelLibrary['obtain']>[1] & object;

/** The models in the folders of this machine, with downloads into the cache folder. */
export class LocalModelLibrary implements ModelLibrary {
  readonly entries: readonly ModelEntry[];
  readonly #options: ModelLibraryOptions;
  readonly #folders: readonly string[];
  readonly #memory: HashMemory;

  constructor(options: ModelLibraryOptions) {
    this.#options = options;
    this.#folders = [...new Set([...options.folders, options.cacheFolder])];
    this.#memory = new HashMemory(options.cacheFolder, options.log);
    this.entries = (options.entries ?? modelTable).map((entry) => mirrored(entry, options.baseUrlOverride));
  }

  async find(nameOrPath: string): Promise<ModelFile | null> {
    return this.#find(nameOrPath, this.#sought(nameOrPath));
  }

  async obtain(nameOrPath: string, options: ObtainOptions = {}): Promise<ModelFile> {
    options.signal?.throwIfAborted();
    const sought = this.#sought(nameOrPath);
    const found = await this.#findOrHeal(nameOrPath, sought, options.signal);
    if (found) return found;
    if (sought.isPath)
      throw new MomError('model_missing', noFileSentence(nameOrPath), { retryable: false, file: nameOrPath });
    if (sought.entry) return this.#download(sought.entry, options);
    const known = [...this.entries.map(({ name }) => name), ...(await localNames(this.#folders))];
    throw new MomError('model_unknown', unknownSentence(nameOrPath, closeNames(nameOrPath, known)));
  }

  #sought(nameOrPath: string): SoughtModel {
    return soughtModel(nameOrPath, this.entries, this.#folders);
  }

  async #find(nameOrPath: string, { entry, places }: SoughtModel, signal?: AbortSignal): Promise<ModelFile | null> {
    for (const path of places) {
      const bytes = await fileBytes(path);
      if (bytes === null) continue;
      return checkedFile({ path, name: entry?.name ?? nameOrPath, entry }, this.#memory, signal);
    }
    return null;
  }

  /** A damaged file in the cache is ours and may be replaced; elsewhere it is the owner's to look at. */
  async #findOrHeal(nameOrPath: string, sought: SoughtModel, signal?: AbortSignal): Promise<ModelFile | null> {
    try {
      return await this.#find(nameOrPath, sought, signal);
    } catch (error) {
      const isOurs = sought.entry !== null && error instanceof MomError && error.file === this.#target(sought.entry);
      if (!isOurs || error.code !== 'model_damaged' || sought.isPath) throw error;
      this.#options.log.warn(
        { model: sought.entry?.name, reason: error.message },
        'a damaged model is downloaded anew',
      );
      return null;
    }
  }

  async #download(entry: ModelEntry, options: ObtainOptions): Promise<ModelFile> {
    try {
      await this.#makeCache();
      return await withDownloadLock(
        this.#target(entry),
        { ...this.#options, ...options, onWait: () => this.#reportOther(entry, options) },
        () => this.#downloadLocked(entry, options),
      );
    } catch (error) {
      options.signal?.throwIfAborted();
      throw this.#explained(error, entry);
    }
  }

  async #downloadLocked(entry: ModelEntry, { onProgress, signal }: ObtainOptions): Promise<ModelFile> {
    const target = this.#target(entry);
    const sought: SoughtModel = { entry, places: [target], isPath: false };
    const broughtByOther = await this.#findOrHeal(entry.name, sought, signal);
    if (broughtByOther) return broughtByOther;
    this.#options.log.info({ model: entry.name, url: entry.url, bytes: entry.bytes }, 'model download starts');
    await downloadModel(entry, target, {
      fetch,
      stallTimeoutMs: STALL_TIMEOUT_MS,
      freeBytes: freeDiskBytes,
      ...this.#options,
      onBytes: (receivedBytes, totalBytes) => onProgress?.({ name: entry.name, receivedBytes, totalBytes }),
      ...(signal ? { signal } : {}),
    });
    if (entry.sha256 === null) await this.#record(entry, target, signal);
    else await this.#memory.remember(target, entry.sha256);
    return checkedFile({ path: target, name: entry.name, entry }, this.#memory, signal);
  }

  /** Nobody has published a hash for it: the first one seen is the one to hold on to. */
  async #record(entry: ModelEntry, target: string, signal?: AbortSignal): Promise<void> {
    const sha256 = await this.#memory.hash(target, signal);
    const recorded = await readRecordedHash(target);
    if (recorded !== null) return;
    await writeRecordedHash(target, sha256);
    this.#options.log.warn({ model: entry.name, sha256 }, 'model is not pinned, its SHA-256 is recorded from now on');
  }

  async #reportOther(entry: ModelEntry, { onProgress }: ObtainOptions): Promise<void> {
    const receivedBytes = (await fileBytes(partPath(this.#target(entry)))) ?? 0;
    const progress: DownloadProgress = { name: entry.name, receivedBytes, totalBytes: entry.bytes };
    onProgress?.(progress);
  }

  async #makeCache(): Promise<void> {
    const { cacheFolder } = this.#options;
    await mkdir(cacheFolder, { recursive: true }).catch((error: unknown) => {
      throw diskFault(error, cacheFolder);
    });
  }

  #explained(thrown: unknown, entry: ModelEntry): unknown {
    const { cacheFolder } = this.#options;
    const error = thrown instanceof MomError ? thrown : diskFault(thrown, cacheFolder);
    if (!(error instanceof DownloadFault)) return error;
    if (error.isWrong)
      return new MomError('model_damaged', wrongFileSentence(entry, cacheFolder, error.message), { cause: error });
    const isPassing = error.kind !== 'refused';
    const sentence = missingSentence(entry, cacheFolder, error.message);
    return new MomError('model_missing', sentence, { cause: error, retryable: isPassing });
  }

  #target(entry: ModelEntry): string {
    return join(this.#options.cacheFolder, entry.file);
  }
}

function mirrored(entry: ModelEntry, baseUrl: string | undefined): ModelEntry {
  if (baseUrl === undefined) return entry;
  const { pathname, search } = new URL(entry.url);
  return { ...entry, url: `${baseUrl.replace(/\/+$/, '')}${pathname}${search}` };
}
