import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MomError } from '../errors.ts';

/**
 * Writes a file whole or not at all, with its folder; it holds people's words, so only its owner may read it.
 *
 * @throws MomError export_failed
 */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<string> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(`${path}.part`, bytes, { mode: 0o600 });
    await rename(`${path}.part`, path);
    return path;
  } catch (cause: unknown) {
    await rm(`${path}.part`, { force: true }).catch(() => undefined); // there may be no such folder
    throw new MomError('export_failed', cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
