import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Timeline } from '../../../src/providers/media/timeline.ts';

const FRAME_S = 0.02;

describe('Timeline', () => {
  it('asks for no silence between frames that follow each other', () => {
    const start = fc.double({ min: -5, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 500 }), (startS, frames) => {
        const timeline = new Timeline(startS, null);
        for (let frame = 0; frame < frames; frame += 1)
          expect(timeline.gapBefore(startS + frame * FRAME_S, FRAME_S)).toBe(0);
      }),
    );
  });

  it('fills a hole once', () => {
    const timeline = new Timeline(0, 60);
    timeline.gapBefore(0, FRAME_S);
    expect(timeline.gapBefore(10, FRAME_S)).toBeCloseTo(10 - FRAME_S);
    expect(timeline.gapBefore(10 + FRAME_S, FRAME_S)).toBe(0);
    expect(timeline.filledS).toBeCloseTo(10 - FRAME_S);
  });

  it('fills the time before sound that starts late', () => {
    expect(new Timeline(0, 60).gapBefore(3, FRAME_S)).toBe(3);
  });

  it('ignores stamps beyond the declared end, and goes on from there', () => {
    const timeline = new Timeline(0, 60);
    expect(timeline.gapBefore(86_400, FRAME_S)).toBe(0);
    expect(timeline.gapBefore(86_400 + FRAME_S, FRAME_S)).toBe(0);
  });

  it('never asks for more than the declared length, whatever the stamps say', () => {
    const stamps = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 50 });
    fc.assert(
      fc.property(stamps, (all) => {
        const timeline = new Timeline(0, 60);
        for (const stampS of all) timeline.gapBefore(stampS, FRAME_S);
        expect(timeline.filledS).toBeLessThanOrEqual(60.5);
      }),
    );
  });

  it('takes frames without stamps as they come', () => {
    expect(new Timeline(0, null).gapBefore(null, FRAME_S)).toBe(0);
  });
});
