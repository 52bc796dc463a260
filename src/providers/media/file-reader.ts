import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Reads pieces of one file by their place. */
export class FileReader implements Disposable {
  readonly #file: number;
  readonly bytes: number;

  constructor(path: string) {
    this.#file = openSync(path, 'r');
    this.bytes = fstatSync(this.#file).size;
  }

  /** Up to `length` bytes; fewer at the end of the file. */
  read(from: number, length: number): Buffer {
    const piece = Buffer.alloc(Math.max(0, Math.min(length, this.bytes - from)));
    return piece.subarray(0, readSync(this.#file, piece, 0, piece.length, from));
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
  }
}
