import { describe, expect, it } from 'vitest';
import { describeEngine, toBuildFacts } from '../../../src/providers/whisper/engine-description.ts';

const build = { whisper: '1.9.1', backend: 'cpu', tinyBlas: true, openMp: true, features: ['f16c', 'fma', 'avx2'] };
const engineOf = (record: object | null) => ({
  home: '/x',
  version: '0.8.1',
  ...toBuildFacts(record && { ...record }),
});

describe('describeEngine', () => {
  it('tells version, model and what decides the speed', () => {
    expect(describeEngine(engineOf(build), 'base', false)).toBe(
      'whisper.cpp 1.9.1 (smart-whisper 0.8.1), model base, tinyBLAS, OpenMP, CPU avx2 fma f16c',
    );
  });

  it('names the GPU only when it is wanted and the engine can use one', () => {
    const withCuda = engineOf({ ...build, backend: 'cuda' });
    expect(describeEngine(withCuda, 'base', true)).toContain('OpenMP, CUDA where there is a GPU, else CPU avx2');
    expect(describeEngine(withCuda, 'base', false)).not.toContain('CUDA');
    expect(describeEngine(engineOf(build), 'base', true)).not.toContain('GPU');
  });

  it('tells an engine of the older kind', () => {
    const older = engineOf({ features: ['avx2'], whisper: null, openMp: true, tinyBlas: false });
    expect(describeEngine(older, 'base', true)).toBe('whisper.cpp (smart-whisper 0.8.1), model base, OpenMP, CPU avx2');
  });

  it('warns of a build without vector instructions, one of unknown origin, and none', () => {
    expect(describeEngine(engineOf({ ...build, features: [] }), 'base', false)).toContain(
      'CPU without vector instructions (slow)',
    );
    expect(describeEngine(engineOf(null), 'base', false)).toContain('CPU, build unknown');
    expect(describeEngine({ ...engineOf(null), home: null }, 'base', false)).toContain('(not installed)');
  });
});
