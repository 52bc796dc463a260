import { describe, expect, it } from 'vitest';
import { readPowerset } from '../../../src/providers/onnx/read-powerset.ts';

/** Log probabilities of frames, each sure of one class. */
const sureOf = (...classes: readonly number[]): Float32Array =>
  Float32Array.from(classes.flatMap((sure) => Array.from({ length: 7 }, (_, index) => (index === sure ? -0.1 : -4))));

describe('readPowerset', () => {
  it('knows every class of the model', () => {
    expect(readPowerset(sureOf(0, 1, 2, 3, 4, 5, 6))).toEqual([
      Uint8Array.of(0, 1, 0, 0, 1, 1, 0),
      Uint8Array.of(0, 0, 1, 0, 1, 0, 1),
      Uint8Array.of(0, 0, 0, 1, 0, 1, 1),
    ]);
  });

  it('has no row for who is not there', () => {
    expect(readPowerset(sureOf(0, 0))).toEqual([]);
    expect(readPowerset(sureOf(3, 0))).toEqual([Uint8Array.of(1, 0)]);
    expect(readPowerset(new Float32Array(0))).toEqual([]);
  });
});
