import { closeSync, writeSync } from 'node:fs';
import type { DecodeOutput } from './decode-run.ts';
import { PCM_FD } from './messages.ts';

/** Small writes cost a system call and a wake-up each. */
const WRITE_BYTES = 65_536;
const BEAT_MS = 250;
/** A pipe that is full although it should block is looked at again after this long. */
const FULL_PIPE_MS = 5;

/** Blocks while the pipe is full: that is the back-pressure. Fails with EPIPE when nobody reads any more. */
export class PcmWriter implements DecodeOutput {
  readonly #onAlive: () => void;
  readonly #buffer = Buffer.alloc(WRITE_BYTES);
  #used = 0;
  #lastBeatMs = 0;

  constructor(onAlive: () => void) {
    this.#onAlive = onAlive;
  }

  write(samples: Float32Array): void {
    const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
    for (let from = 0; from < bytes.length; ) {
      const copied = bytes.copy(this.#buffer, this.#used, from);
      from += copied;
      this.#used += copied;
      if (this.#used === WRITE_BYTES) this.#flush();
    }
  }

  beat(): void {
    const nowMs = performance.now();
    if (nowMs - this.#lastBeatMs < BEAT_MS) return;
    this.#lastBeatMs = nowMs;
    this.#onAlive();
  }

  end(): void {
    this.#flush();
    closeSync(PCM_FD);
  }

  #flush(): void {
    for (let from = 0; from < this.#used; ) from += writeSome(this.#buffer, from, this.#used - from);
    this.#used = 0;
  }
}

function writeSome(bytes: Buffer, from: number, length: number): number {
  try {
    return writeSync(PCM_FD, bytes, from, length);
  } catch (error: unknown) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL_PIPE_MS);
    return 0;
  }
}
