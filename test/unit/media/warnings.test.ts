import { describe, expect, it } from 'vitest';
import { type DecodeFindings, warningsOf } from '../../../src/providers/media/warnings.ts';

const nothing: DecodeFindings = {
  decodedS: 60,
  declaredS: 60,
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
    expect(warningsOf({ ...nothing, declaredS: null })).toEqual([]);
    expect(warningsOf({ ...nothing, declaredS: 3_600, decodedS: 3_590 })).toEqual([]);
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
