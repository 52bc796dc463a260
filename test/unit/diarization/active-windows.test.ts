import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ActiveWindows, WINDOW_HOP_SAMPLES } from '../../../src/diarization/active-windows.ts';
import { SEGMENT_WINDOW_SAMPLES } from '../../../src/ports/speaker-segmenter.ts';

const counting = (length: number): Float32Array => Float32Array.from({ length }, (_, index) => index + 1);

describe('ActiveWindows', () => {
  it('gives every half window of speech twice, in order, however it is cut', () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 8 });
    fc.assert(
      fc.property(cuts, (lengths) => {
        const speech = counting(lengths.reduce((sum, length) => sum + length, 0));
        const active = new ActiveWindows();
        const given: Float32Array[] = [];
        let start = 0;
        for (const length of lengths) {
          given.push(...active.push(speech.subarray(start, start + length)));
          start += length;
        }
        const count = Math.max(0, Math.floor((speech.length - SEGMENT_WINDOW_SAMPLES) / WINDOW_HOP_SAMPLES) + 1);
        expect(given).toHaveLength(count);
        for (const [index, window] of given.entries()) {
          const from = index * WINDOW_HOP_SAMPLES;
          expect(Buffer.from(window.buffer).equals(bytesOf(speech, from))).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });
});

function bytesOf(speech: Float32Array, from: number): Buffer {
  return Buffer.from(speech.slice(from, from + SEGMENT_WINDOW_SAMPLES).buffer);
}
