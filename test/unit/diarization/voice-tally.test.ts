import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VoiceTally } from '../../../src/diarization/voice-tally.ts';

const FRAMES = 592;
const SECOND_FRAMES = 16_000 / 270;

/** A window in which the voices speak for so many seconds each. */
const voices = (...seconds: readonly number[]): Uint8Array[] =>
  seconds.map((length) => new Uint8Array(FRAMES).fill(1, 0, Math.ceil(length * SECOND_FRAMES)));

/** So many windows in which a second voice speaks for so many seconds, and the rest without it. */
function tally(windows: number, secondVoice: number, rest = 0): VoiceTally {
  const result = new VoiceTally();
  for (let window = 0; window < windows; window += 1) result.add(voices(secondVoice, 9), 1);
  for (let window = 0; window < rest; window += 1) result.add(voices(9), 1);
  return result;
}

describe('several voices', () => {
  it.each([
    ['need twelve windows', tally(11, 4), tally(12, 4)],
    ['need two seconds of a window', tally(20, 1.9), tally(20, 2.1)],
    ['need 15 % of the windows', tally(3, 7, 18), tally(3, 7, 17)],
    ['need ten seconds, and windows that overlap hear them twice', tally(4, 4.9, 8), tally(4, 5.1, 8)],
  ])('%s', (_, tooLittle, enough) => {
    expect([tooLittle.hasSeveral, enough.hasSeveral]).toEqual([false, true]);
  });

  it.each([
    ['twice the share', tally(4, 9, 10), tally(5, 9, 10)],
    ['twice the seconds', tally(12, 3.2), tally(12, 3.4)],
  ])('are beyond doubt with %s', (_, tooLittle, enough) => {
    expect([tooLittle.isSure, enough.isSure]).toEqual([false, true]);
  });

  it('are the same of one window that stands for many', () => {
    const windows = fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.double({ min: 0, max: 9, noNaN: true })));
    fc.assert(
      fc.property(windows, (entries) => {
        const weighted = new VoiceTally();
        const repeated = new VoiceTally();
        for (const [weight, second] of entries) {
          weighted.add(voices(9, second), weight);
          for (let time = 0; time < weight; time += 1) repeated.add(voices(9, second), 1);
        }
        expect([weighted.hasSeveral, weighted.isSure]).toEqual([repeated.hasSeveral, repeated.isSure]);
        if (weighted.isSure) expect(weighted.hasSeveral).toBe(true);
      }),
    );
  });
});
