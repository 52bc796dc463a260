import type { Clock } from '../../ports/clock.ts';
import type { JournalIdentity } from './file-header.ts';
import type { JournalDisk } from './journal-disk.ts';
import { JournalFileWriter } from './journal-file-writer.ts';
import { journalFileName } from './journal-names.ts';

export interface OutputOptions {
  readonly folder: string;
  readonly identity: JournalIdentity;
  readonly key: Uint8Array | null;
  readonly disk: JournalDisk;
  readonly clock: Clock;
  /** Of the first file that this output makes. */
  readonly firstNumber: number;
}

/** A file that is to be erased from is written anew, so files stay small. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;
const MAX_FILE_MS = 10 * 60_000;
/** With the batch that waits, less than a second is lost to a power cut. */
const SYNC_MS = 750;

/** The files of a journal from the writer's side: which one is written, when it is synced, when the next one begins. */
export class JournalOutput {
  readonly #options: OutputOptions;
  #file: JournalFileWriter | null = null;
  #number: number;
  #openedAtMs = 0;
  #dirtySinceMs: number | null = null;

  constructor(options: OutputOptions) {
    this.#options = options;
    this.#number = options.firstNumber - 1;
  }

  get isDirty(): boolean {
    return this.#dirtySinceMs !== null;
  }

  /** Every file up to this one is complete once `rotate` resolves. */
  get number(): number {
    return this.#number;
  }

  /** Gives how many bytes it took. Throws what the disk throws; the batch then counts as not written. */
  async append(frames: Buffer): Promise<number> {
    const file = await this.#current();
    const bytes = await file.append(frames);
    this.#dirtySinceMs ??= this.#options.clock.now();
    return bytes;
  }

  /** Syncs when it is time, or `isUrgent`. */
  async sync(isUrgent: boolean): Promise<void> {
    if (!this.#file || this.#dirtySinceMs === null) return;
    if (!isUrgent && this.#options.clock.now() - this.#dirtySinceMs < SYNC_MS) return;
    await this.#file.sync();
    this.#dirtySinceMs = null;
  }

  /** Ends the present file; the next batch begins another. */
  async rotate(): Promise<void> {
    const file = this.#file;
    if (!file) return;
    await this.sync(true);
    this.#file = null;
    await file.close();
  }

  /** After a failure: the good part is kept, the next batch begins another file. */
  async abandon(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    this.#dirtySinceMs = null;
    await file?.abandon();
  }

  async #current(): Promise<JournalFileWriter> {
    if (this.#file && this.#isOver(this.#file)) await this.rotate();
    this.#file ??= await this.#create();
    return this.#file;
  }

  #isOver(file: JournalFileWriter): boolean {
    return file.bytes >= MAX_FILE_BYTES || this.#options.clock.now() - this.#openedAtMs >= MAX_FILE_MS;
  }

  async #create(): Promise<JournalFileWriter> {
    const { folder, disk, identity, key, clock } = this.#options;
    const number = this.#number + 1;
    const file = await JournalFileWriter.create(journalFileName(folder, number).path, disk, identity, key);
    this.#number = number;
    this.#openedAtMs = clock.now();
    return file;
  }
}
