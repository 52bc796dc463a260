import type { FileReader } from './file-reader.ts';

const WINDOW_BYTES = 1 << 20;

/** Reads small pieces of a file from its beginning to its end with one system call a megabyte. */
export class ReadAhead {
  readonly bytes: number;
  readonly #file: FileReader;
  readonly #onRead: () => void;
  #window: Buffer = Buffer.alloc(0);
  #from = 0;

  /** `onRead` is called with every system call. */
  constructor(file: FileReader, onRead: () => void) {
    this.bytes = file.bytes;
    this.#file = file;
    this.#onRead = onRead;
  }

  /** Up to `length` bytes, a megabyte at most; fewer at the end of the file. */
  read(from: number, length: number): Buffer {
    const to = Math.min(from + length, this.bytes);
    if (from < this.#from || to > this.#from + this.#window.length) this.#slide(from);
    return this.#window.subarray(from - this.#from, to - this.#from);
  }

  #slide(from: number): void {
    this.#window = this.#file.read(from, WINDOW_BYTES);
    this.#from = from;
    this.#onRead();
  }
}
