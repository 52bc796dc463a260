import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PcmBlocks } from '../../../src/providers/media/pcm-blocks.ts';

it('gives every sample once, in order, however the pipe cut the bytes', () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), cuts, (samples, sizes) => {
      const pcm = Float32Array.from({ length: samples }, (_, at) => at);
      const bytes = new Uint8Array(pcm.buffer);
      const blocks = new PcmBlocks();
      const given: Float32Array[] = [];
      for (let from = 0, cut = 0; from < bytes.length; cut += 1) {
        const size = sizes[cut % sizes.length]!;
        given.push(...blocks.push(bytes.subarray(from, from + size)));
        from += size;
      }
      expect(given.every((block) => block.length === 16_000)).toBe(true);
      const rest = blocks.rest();
      expect([...given, ...(rest ? [rest] : [])].flatMap((block) => [...block])).toEqual([...pcm]);
      expect(blocks.samples).toBe(samples);
    }),
    { numRuns: 30 },
  );
});

it('counts whole samples only', () => {
  const blocks = new PcmBlocks();
  expect(blocks.push(new Uint8Array(7))).toEqual([]);
  expect(blocks.samples).toBe(1);
  expect(blocks.rest()).toHaveLength(1);
});
