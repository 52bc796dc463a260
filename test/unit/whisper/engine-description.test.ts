import { describe, expect, it } from 'vitest';
import { describeEngine } from '../../../src/providers/whisper/engine-description.ts';

const engine = { home: '/x', version: '0.8.1', features: ['bmi2', 'f16c', 'fma', 'avx2'] };

describe('describeEngine', () => {
  it('tells version, model and what decides the speed', () => {
    expect(describeEngine(engine, 'base', false)).toBe(
      'whisper.cpp (smart-whisper 0.8.1), model base, CPU avx2 fma f16c',
    );
    expect(describeEngine(engine, 'base', true)).toContain('GPU');
  });

  it('warns of a build without vector instructions, one of unknown origin, and none', () => {
    expect(describeEngine({ ...engine, features: [] }, 'base', false)).toContain(
      'CPU without vector instructions (slow)',
    );
    expect(describeEngine({ ...engine, features: null }, 'base', false)).toContain('CPU, build unknown');
    expect(describeEngine({ home: null, version: '', features: null }, 'base', false)).toContain('(not installed)');
  });
});
