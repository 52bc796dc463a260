import { describe, expect, it } from 'vitest';
import { engineSize } from '../../../src/engine-size.ts';

const GIB = 1_024 ** 3;
const base = { memoryBytes: 16 * GIB, modelBytes: 148_000_000, useGpu: false };

describe('the size of an engine', () => {
  it.each([
    ['one core', { ...base, cores: 1 }, { workers: 1, threads: 1 }],
    ['two cores: captions and a final pass side by side', { ...base, cores: 2 }, { workers: 2, threads: 1 }],
    ['eight cores', { ...base, cores: 8 }, { workers: 4, threads: 2 }],
    [
      'a large model on little memory',
      { ...base, cores: 8, modelBytes: 3 * GIB, memoryBytes: 8 * GIB },
      { workers: 1, threads: 4 },
    ],
    [
      'a model larger than the memory',
      { ...base, cores: 2, modelBytes: 9 * GIB, memoryBytes: GIB },
      { workers: 1, threads: 2 },
    ],
    ['a GPU', { ...base, cores: 16, useGpu: true }, { workers: 2, threads: 2 }],
  ])('%s', (_name, machine, size) => expect(engineSize(machine)).toEqual(size));
});
