import { writeSync } from 'node:fs';
import { randomWeights, toHalves } from './random-weights.ts';

/** Types of ggml. */
const [F32, F16] = [0, 1];
/** Whether what comes out of a layer is noise or nothing. */
export type Voice = 'speaks' | 'silent';
/** About that of trained weights. */
const SCALE = 0.03;

/** Tensors as whisper.cpp's converter writes them: dimensions from the last to the first, then the name, then the numbers. */
export class TensorWriter {
  readonly #file: number;

  constructor(file: number) {
    this.#file = file;
  }

  floats(name: string, shape: readonly number[], values: Float32Array): void {
    this.#write(name, shape, F32, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }

  halves(name: string, shape: readonly number[], values: Uint16Array): void {
    this.#write(name, shape, F16, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }

  random(name: string, shape: readonly number[]): void {
    this.halves(name, shape, toHalves(randomWeights(SCALE, product(shape))));
  }

  zeros(name: string, shape: readonly number[]): void {
    this.floats(name, shape, new Float32Array(product(shape)));
  }

  norm(name: string, state: number): void {
    this.floats(`${name}.weight`, [state], new Float32Array(state).fill(1));
    this.zeros(`${name}.bias`, [state]);
  }

  attention(name: string, state: number, voice: Voice): void {
    for (const part of ['query', 'key', 'value', 'out']) {
      this.#matrix(`${name}.${part}.weight`, [state, state], part === 'out' ? voice : 'speaks');
      if (part !== 'key') this.zeros(`${name}.${part}.bias`, [state]);
    }
    this.norm(`${name}_ln`, state);
  }

  mlp(block: string, state: number, voice: Voice): void {
    this.random(`${block}.mlp.0.weight`, [4 * state, state]);
    this.zeros(`${block}.mlp.0.bias`, [4 * state]);
    this.#matrix(`${block}.mlp.2.weight`, [state, 4 * state], voice);
    this.zeros(`${block}.mlp.2.bias`, [state]);
    this.norm(`${block}.mlp_ln`, state);
  }

  #matrix(name: string, shape: readonly number[], voice: Voice): void {
    if (voice === 'speaks') this.random(name, shape);
    else this.halves(name, shape, new Uint16Array(product(shape)));
  }

  #write(name: string, shape: readonly number[], type: number, data: Uint8Array): void {
    writeSync(this.#file, Int32Array.of(shape.length, name.length, type, ...shape.toReversed()));
    writeSync(this.#file, Buffer.from(name, 'latin1'));
    for (let at = 0; at < data.length; ) at += writeSync(this.#file, data, at);
  }
}

const product = (shape: readonly number[]): number => shape.reduce((all, length) => all * length, 1);
