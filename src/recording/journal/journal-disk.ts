import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that is only ever added to. */
export interface AppendFile {
  /** All of it, or throws; what was written of it then stays until `cut`. */
  append(bytes: Uint8Array): Promise<void>;
  /** Until it is on the disk (fdatasync). */
  sync(): Promise<void>;
  cut(length: number): Promise<void>;
  close(): Promise<void>;
}

/** The file system as the writer of a journal sees it; tests put a full one in its place. */
export interface JournalDisk {
  /** Makes a file that must not be there yet, and its name durable. */
  create(path: string): Promise<AppendFile>;
  /** Over `to`, if it is there; durable when it resolves. */
  replace(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  /** Names in a folder; none when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
}

/** The host's own file system. */
export const hostDisk: JournalDisk = {
  create: createFile,
  replace: async (from, to) => {
    await rename(from, to);
    await syncFolder(join(to, '..'));
  },
  remove: async (path) => {
    await rm(path, { force: true });
    await syncFolder(join(path, '..'));
  },
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
  list: async (folder) => {
    try {
      return await readdir(folder);
    } catch (error: unknown) {
      if (isMissing(error) || codeOf(error) === 'ENOTDIR') return [];
      throw error;
    }
  },
};

export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null);

async function createFile(path: string): Promise<AppendFile> {
  const file = await open(path, 'wx', 0o600);
  let end = 0;
  await syncFolder(join(path, '..'));
  return {
    append: async (bytes) => {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, end);
        done += bytesWritten;
        end += bytesWritten;
      }
    },
    sync: () => file.datasync(),
    cut: async (length) => {
      await file.truncate(length);
      end = length;
    },
    close: () => file.close(),
  };
}

/** A new name is only safe when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
