import { type Pcm, SAMPLE_RATE_HZ } from '../../domain/audio.ts';

const SAMPLE_BYTES = 4;

/** Cuts a stream of bytes into blocks of one second, wherever the pipe cut it. */
export class PcmBlocks {
  #block = new Float32Array(SAMPLE_RATE_HZ);
  #usedBytes = 0;
  #totalBytes = 0;

  /** Whole samples received. */
  get samples(): number {
    return Math.floor(this.#totalBytes / SAMPLE_BYTES);
  }

  /** The blocks that are full now. */
  push(bytes: Uint8Array): Pcm[] {
    const full: Pcm[] = [];
    this.#totalBytes += bytes.length;
    for (let from = 0; from < bytes.length; ) {
      const target = new Uint8Array(this.#block.buffer, this.#usedBytes);
      const part = bytes.subarray(from, from + target.length);
      target.set(part);
      from += part.length;
      this.#usedBytes += part.length;
      if (this.#usedBytes === this.#block.byteLength) full.push(this.#take());
    }
    return full;
  }

  /** What is left at the end, shorter than a block; null when nothing is. */
  rest(): Pcm | null {
    const samples = Math.floor(this.#usedBytes / SAMPLE_BYTES);
    return samples === 0 ? null : this.#take().subarray(0, samples);
  }

  #take(): Pcm {
    const block = this.#block;
    this.#block = new Float32Array(SAMPLE_RATE_HZ);
    this.#usedBytes = 0;
    return block;
  }
}
