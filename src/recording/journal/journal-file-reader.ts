import { type FileHandle, open } from 'node:fs/promises';
import { MomError } from '../../errors.ts';
import { FILE_HEADER_BYTES, type FileHeader, openSeal, readFileHeader } from './file-header.ts';
import { FrameScanner, type Scanned } from './frame-scanner.ts';
import { isMissing } from './journal-disk.ts';
import type { JournalFileName } from './journal-names.ts';
import type { JournalRecord, UserFilter } from './journal-record.ts';
import { type FrameContext, recordsInFrame, toNumbers } from './records-in-frame.ts';

const READ_BYTES = 256 * 1024;

export interface FileReading {
  readonly key: Uint8Array | null;
  readonly users: UserFilter;
}

/** One file of a journal, from its start to wherever it goes at present; when it has grown more can be read. */
export class JournalFileReader implements AsyncDisposable {
  readonly #file: FileHandle;
  readonly #name: JournalFileName;
  readonly #reading: FileReading;
  readonly #scanner = new FrameScanner();
  #header: Buffer = Buffer.alloc(0);
  #context: FrameContext | null = null;
  #isUnreadable = false;
  #at = 0;

  private constructor(file: FileHandle, name: JournalFileName, reading: FileReading) {
    this.#file = file;
    this.#name = name;
    this.#reading = reading;
  }

  /** @throws MomError recording_missing, journal_failed */
  static async open(name: JournalFileName, reading: FileReading): Promise<JournalFileReader> {
    try {
      return new JournalFileReader(await open(name.path, 'r'), name, reading);
    } catch (cause: unknown) {
      const code = isMissing(cause) ? 'recording_missing' : 'journal_failed';
      throw new MomError(code, 'its file can not be opened', { cause, file: name.path });
    }
  }

  /**
   * All records up to the end of the file as it is now, in groups of what one read gave.
   *
   * @throws MomError journal_locked, journal_failed; an aborted signal's reason
   */
  async *read(signal?: AbortSignal): AsyncGenerator<readonly JournalRecord[]> {
    for (;;) {
      signal?.throwIfAborted();
      const piece = await this.#nextPiece();
      if (!piece) return;
      const body = this.#context ? piece : this.#afterHeader(piece);
      if (body) yield this.#recordsOf(body, false);
    }
  }

  /** What is left when the file will not grow any more: damage, and what can be found behind it. */
  finish(): readonly JournalRecord[] {
    if (this.#context) return this.#recordsOf(Buffer.alloc(0), true);
    const bytes = this.#at;
    return bytes === 0 ? [] : [{ kind: 'damage', file: this.#name.name, bytes, isTail: true }];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }

  async #nextPiece(): Promise<Buffer | null> {
    const bytes = Buffer.allocUnsafe(READ_BYTES);
    try {
      const { bytesRead } = await this.#file.read(bytes, 0, READ_BYTES, this.#at);
      this.#at += bytesRead;
      return bytesRead === 0 ? null : bytes.subarray(0, bytesRead);
    } catch (cause: unknown) {
      throw new MomError('journal_failed', 'it can not be read back', { cause, file: this.#name.path });
    }
  }

  /** Collects the header; gives the bytes behind it once it is there. A file without one holds nothing that can be understood. */
  #afterHeader(piece: Buffer): Buffer | null {
    if (this.#isUnreadable) return null;
    this.#header = Buffer.concat([this.#header, piece]);
    if (this.#header.length < FILE_HEADER_BYTES) return null;
    const header = readFileHeader(this.#header);
    this.#isUnreadable = !header;
    if (!header) return null;
    const seal = openSeal(header, this.#header, this.#reading.key);
    this.#context = { file: this.#name.name, seal, users: toNumbers(this.#reading.users) };
    return this.#header.subarray(FILE_HEADER_BYTES);
  }

  #recordsOf(bytes: Buffer, isEnd: boolean): readonly JournalRecord[] {
    if (bytes.length > 0) this.#scanner.push(bytes);
    return [...this.#scanner.take(isEnd)].flatMap((found) => this.#toRecords(found));
  }

  #toRecords(found: Scanned): readonly JournalRecord[] {
    if ('damage' in found) return [{ kind: 'damage', file: this.#name.name, ...found.damage }];
    return this.#context ? [...recordsInFrame(found.frame, this.#context)] : [];
  }
}

/**
 * The header of a file, or null when it is not there or damaged. With a key (null: none) it is proven to fit.
 *
 * @throws MomError journal_locked, journal_failed
 */
export async function headerOf(name: JournalFileName, key?: Uint8Array | null): Promise<FileHeader | null> {
  const bytes = await firstBytes(name);
  const header = readFileHeader(bytes);
  if (header && key !== undefined) openSeal(header, bytes, key);
  return header;
}

async function firstBytes({ path }: JournalFileName): Promise<Buffer> {
  try {
    await using file = await open(path, 'r');
    const bytes = Buffer.alloc(FILE_HEADER_BYTES);
    const { bytesRead } = await file.read(bytes, 0, FILE_HEADER_BYTES, 0);
    return bytes.subarray(0, bytesRead);
  } catch (cause: unknown) {
    throw new MomError('journal_failed', 'it can not be read back', { cause, file: path });
  }
}
