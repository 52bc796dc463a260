import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEGABYTE = 1 << 20;

/** A disk of its own in memory, of which a test may take all the room. */
export interface SmallDisk extends Disposable {
  readonly folder: string;
  fill(): void;
  free(): void;
}

/** Null where this user may not mount one. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const mountPoint = mkdtempSync(join(tmpdir(), 'mom-small-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', mountPoint]);
  if (status !== 0) {
    rmSync(mountPoint, { recursive: true });
    return null;
  }
  const filler = join(mountPoint, 'filler');
  const folder = join(mountPoint, 'data');
  mkdirSync(folder);
  return {
    folder,
    fill: () => takeAll(filler, megabytes),
    free: () => rmSync(filler),
    [Symbol.dispose]: () => {
      spawnSync('umount', ['--lazy', mountPoint]);
      rmSync(mountPoint, { recursive: true, force: true });
    },
  };
}

/** To the last byte: what is written after that fails. Never more than the disk's size, wherever the path leads. */
function takeAll(path: string, megabytes: number): void {
  const file = openSync(path, 'w');
  for (let block = 0; block < megabytes && isWritten(file, MEGABYTE); block += 1);
  for (let bytes = MEGABYTE; bytes > 0; bytes >>= 1) isWritten(file, bytes);
  closeSync(file);
}

function isWritten(file: number, bytes: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(bytes)) === bytes;
  } catch {
    return false; // ENOSPC is what we are here for
  }
}
