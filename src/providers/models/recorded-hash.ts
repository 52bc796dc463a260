import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

const recordPath = (path: string): string => `${path}.sha256`;

/** The hash that was seen at the first download of an unpinned model (`sha256sum` format); null when there is no such record. */
export async function readRecordedHash(path: string): Promise<string | null> {
  try {
    const [sha256 = ''] = (await readFile(recordPath(path), 'utf8')).trim().toLowerCase().split(/\s/);
    return /^[0-9a-f]{64}$/.test(sha256) ? sha256 : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Keeps the hash beside the file, so that `sha256sum -c` can read it too. */
export const writeRecordedHash = (path: string, sha256: string): Promise<void> =>
  writeFile(recordPath(path), `${sha256}  ${basename(path)}\n`);
