import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { MomError } from '../../errors.ts';
import type { ModelEntry, ModelFile } from '../../ports/model-library.ts';
import type { HashMemory } from './hash-memory.ts';
import { formatFault, readHead } from './model-format.ts';
import { readRecordedHash } from './recorded-hash.ts';
import { damagedSentence } from './sentences.ts';

export interface SoughtFile {
  readonly path: string;
  readonly name: string;
  readonly entry: ModelEntry | null;
}

/** Size in bytes of a regular file; null when there is none at this path. */
export async function fileBytes(path: string): Promise<number | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : null;
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(code)) return null;
    throw new MomError('model_missing', `The model file ${path} can't be read (${code}).`, {
      cause: error,
      file: path,
    });
  }
}

/**
 * A file that is fit for use.
 *
 * @throws MomError model_damaged, model_missing when it can't be read; an aborted signal's reason
 */
export async function checkedFile(sought: SoughtFile, memory: HashMemory, signal?: AbortSignal): Promise<ModelFile> {
  const { path, name, entry } = sought;
  try {
    const bytes = (await stat(path)).size;
    refuse(sizeFault(bytes, entry) ?? formatFault(await readHead(path), entry?.file ?? basename(path)), sought);
    const sha256 = await memory.hash(path, signal);
    refuse(await hashFault(path, sha256, entry), sought);
    return { name, path, bytes, sha256, isPinned: entry?.sha256 === sha256 };
  } catch (error) {
    throw readable(error, path, signal);
  }
}

function refuse(fault: string | null, { path, entry }: SoughtFile): void {
  if (fault !== null) throw new MomError('model_damaged', damagedSentence(path, fault, entry), { file: path });
}

function sizeFault(bytes: number, entry: ModelEntry | null): string | null {
  if (entry === null || entry.bytes === null || entry.bytes === bytes) return null;
  return `has ${bytes} bytes where "${entry.name}" has ${entry.bytes}`;
}

async function hashFault(path: string, sha256: string, entry: ModelEntry | null): Promise<string | null> {
  const wanted = entry?.sha256 ?? (await readRecordedHash(path));
  if (wanted === null || wanted === sha256) return null;
  const source = entry?.sha256 ? 'published' : 'recorded at its first download';
  return `has the SHA-256 ${sha256.slice(0, 12)}… where ${wanted.slice(0, 12)}… is ${source}`;
}

function readable(error: unknown, path: string, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof MomError || code === undefined) return error;
  return new MomError('model_missing', `The model file ${path} can't be read (${code}).`, { cause: error, file: path });
}
