import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { unreadable } from './unreadable.ts';

/**
 * Reads pieces of one file by their place.
 *
 * @throws MomError recording_missing, recording_unreadable
 */
export class FileReader implements Disposable {
  readonly #path: string;
  readonly #file: number;
  readonly bytes: number;

  constructor(path: string) {
    this.#path = path;
    this.#file = asking(path, () => openSync(path, 'r'));
    this.bytes = fstatSync(this.#file).size;
  }

  /** Up to `length` bytes; fewer at the end of the file. */
  read(from: number, length: number): Buffer {
    const piece = Buffer.alloc(Math.max(0, Math.min(length, this.bytes - from)));
    return piece.subarray(
      0,
      asking(this.#path, () => readSync(this.#file, piece, 0, piece.length, from)),
    );
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
  }
}

function asking(path: string, ask: () => number): number {
  try {
    return ask();
  } catch (error: unknown) {
    throw unreadable(path, error);
  }
}
