import type { FileHandle } from 'node:fs/promises';

const BLOCK_BYTES = 16_384;

/** A file that is shorter than its own headers say. */
export class EndOfFile extends Error {}

/** Walks a binary file (little endian) and reads only what it looks at. */
export class FileCursor {
  readonly #file: FileHandle;
  readonly size: number;
  #block: Buffer = Buffer.alloc(0);
  #blockStart = 0;
  #position = 0;

  constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.size = size;
  }

  get isAtEnd(): boolean {
    return this.#position === this.size;
  }

  /** @throws EndOfFile */
  async int32(): Promise<number> {
    return (await this.bytes(4)).readInt32LE(0);
  }

  /** @throws EndOfFile */
  async int32s(count: number): Promise<readonly number[]> {
    const bytes = await this.bytes(count * 4);
    return Array.from({ length: count }, (_, index) => bytes.readInt32LE(index * 4));
  }

  /** @throws EndOfFile */
  async bytes(count: number): Promise<Buffer> {
    const start = this.#position;
    this.skip(count);
    if (!this.#holds(start, count)) await this.#load(start, count);
    return this.#block.subarray(start - this.#blockStart, start - this.#blockStart + count);
  }

  /** @throws EndOfFile */
  skip(count: number): void {
    if (this.#position + count > this.size) throw new EndOfFile('the file ends too early');
    this.#position += count;
  }

  #holds(start: number, count: number): boolean {
    return start >= this.#blockStart && start + count <= this.#blockStart + this.#block.length;
  }

  async #load(start: number, count: number): Promise<void> {
    const buffer = Buffer.alloc(Math.max(count, BLOCK_BYTES));
    const { bytesRead } = await this.#file.read(buffer, 0, buffer.length, start);
    if (bytesRead < count) throw new EndOfFile('the file became shorter');
    this.#block = buffer.subarray(0, bytesRead);
    this.#blockStart = start;
  }
}
