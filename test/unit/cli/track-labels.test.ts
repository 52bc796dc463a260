import { describe, expect, it } from 'vitest';
import { parseNames, trackLabel, trackSpeakers } from '../../../src/cli/track-labels.ts';

describe('track labels', () => {
  it.each([
    ['/data/track-1001.opus', '1001'],
    ['2-maya.flac', 'maya'],
    ['Maya Lopez.wav', 'Maya Lopez'],
    ['speaker_3.wav', '3'],
    ['track.opus', 'track'],
    ['1001.opus', '1001'],
  ])('%s is %s', (path, label) => expect(trackLabel(path)).toBe(label));

  it('names tracks', () => {
    expect(trackSpeakers(['track-1.opus', 'track-2.opus'], parseNames('1=Maya, 2 = Tom = Tim'))).toEqual([
      { speaker: '1', name: 'Maya' },
      { speaker: '2', name: 'Tom = Tim' },
    ]);
  });

  it('never guesses: an unnamed track keeps its label, a stranger is an error', () => {
    expect(trackSpeakers(['track-1.opus'], new Map())).toEqual([{ speaker: '1', name: '1' }]);
    expect(() => trackSpeakers(['track-1.opus'], parseNames('7=Eve'))).toThrow('"7"');
    expect(() => trackSpeakers(['a/track-1.opus', 'b/track-1.opus'], new Map())).toThrow('Two tracks');
    expect(() => parseNames('1001')).toThrow('LABEL=NAME');
  });
});
