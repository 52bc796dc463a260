import { describe, expect, it } from 'vitest';
import { type DecodeFindings, warningsOf } from '../../../src/providers/media/warnings.ts';

const nothing: DecodeFindings = {
  decodedS: 60,
  leadS: 0,
  soundS: 60,
  endsAbruptly: false,
  lostPackets: 0,
  filledS: 0,
  hasCancelled: false,
  soundStreamCount: 1,
  wrongEnding: null,
  container: 'MP3',
};

describe('warningsOf', () => {
  it('is silent about a sound recording, and about rounding', () => {
    expect(warningsOf(nothing)).toEqual([]);
    expect(warningsOf({ ...nothing, decodedS: 59.6 })).toEqual([]);
    expect(warningsOf({ ...nothing, soundS: null })).toEqual([]);
    expect(warningsOf({ ...nothing, soundS: 3_600, decodedS: 3_590 })).toEqual([]);
  });

  it('does not count the silence before a late start as sound', () => {
    const late = { ...nothing, leadS: 3_600, soundS: 60 };
    expect(warningsOf({ ...late, decodedS: 3_660 })).toEqual([]);
    expect(warningsOf({ ...late, decodedS: 3_630 })[0]?.text).toBe(
      'It should last 3660.0 s, but only 3630.0 s are there.',
    );
  });

  it.each<[string, Partial<DecodeFindings>]>([
    ['recording_truncated', { decodedS: 30 }],
    ['recording_truncated', { endsAbruptly: true }],
    ['recording_damaged', { lostPackets: 1 }],
    ['recording_gaps', { filledS: 2 }],
    ['recording_antiphase', { hasCancelled: true }],
    ['recording_more_tracks', { soundStreamCount: 2 }],
    ['recording_misnamed', { wrongEnding: 'wav' }],
  ])('says %s in one sentence', (code, finding) => {
    const warnings = warningsOf({ ...nothing, ...finding });
    expect(warnings).toEqual([{ code, text: expect.stringMatching(/^[A-Z][^\n]*\.$/) }]);
  });
});
