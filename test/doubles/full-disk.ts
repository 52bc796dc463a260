import { type AppendFile, hostDisk, type JournalDisk } from '../../src/recording/journal/journal-disk.ts';

/** The host's disk, on which writing fails while `fault` says how. Half of what was given is written first, as a full disk does. */
export class FullDisk implements JournalDisk {
  /** Code of the error, null while all is well. */
  fault: string | null = null;
  /** Only writing fails, or only syncing. */
  failsAt: 'append' | 'sync' = 'append';
  created = 0;

  async create(path: string): Promise<AppendFile> {
    const file = await hostDisk.create(path);
    this.created += 1;
    return {
      ...file,
      append: async (bytes) => {
        if (this.#fails('append')) await file.append(bytes.subarray(0, bytes.length / 2));
        this.#throw('append');
        await file.append(bytes);
      },
      sync: async () => {
        this.#throw('sync');
        await file.sync();
      },
    };
  }

  replace = hostDisk.replace;
  remove = hostDisk.remove;
  makeFolder = hostDisk.makeFolder;
  list = hostDisk.list;

  #fails(at: 'append' | 'sync'): boolean {
    return this.fault !== null && this.failsAt === at;
  }

  #throw(at: 'append' | 'sync'): void {
    if (this.#fails(at)) throw Object.assign(new Error(`${this.fault}: no`), { code: this.fault });
  }
}

/** Dies at the nth operation that changes something, and at all after it: what a crash leaves behind. */
export class DyingDisk implements JournalDisk {
  #left: number;

  constructor(operations: number) {
    this.#left = operations;
  }

  async create(path: string): Promise<AppendFile> {
    this.#spend();
    const file = await hostDisk.create(path);
    return {
      ...file,
      append: async (bytes) => {
        if (this.#left === 0) await file.append(bytes.subarray(0, bytes.length / 3));
        this.#spend();
        await file.append(bytes);
      },
      sync: async () => this.#spend(),
    };
  }

  async replace(from: string, to: string): Promise<void> {
    this.#spend();
    await hostDisk.replace(from, to);
  }

  async remove(path: string): Promise<void> {
    this.#spend();
    await hostDisk.remove(path);
  }

  makeFolder = hostDisk.makeFolder;
  list = hostDisk.list;

  #spend(): void {
    if (this.#left === 0) throw new Error('the process died');
    this.#left -= 1;
  }
}
