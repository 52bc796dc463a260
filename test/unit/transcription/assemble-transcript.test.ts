import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../src/domain/segment.ts';
import { assembleTranscript } from '../../../src/transcription/index.ts';

const voices = [
  { trackId: 't1', speaker: { speaker: '1001', name: 'Maya' } },
  { trackId: 't2', speaker: { speaker: '1002', name: 'Tom' } },
];

const segment = (trackId: string, startMs: number, endMs: number, text: string): Segment => {
  return { trackId, startMs, endMs, text, confidence: 0.9, language: 'en', words: [] };
};

const segments = fc.array(
  fc.record({
    trackId: fc.constantFrom('t1', 't2'),
    startMs: fc.integer({ min: 0, max: 100_000 }),
    lengthMs: fc.integer({ min: 1, max: 5_000 }),
    text: fc.stringMatching(/^[a-z]{1,8}$/),
  }),
  { maxLength: 40 },
);

describe('transcript', () => {
  it('joins what one speaker says without a long pause, and numbers in order of time', () => {
    const { utterances, turns } = assembleTranscript(
      [
        segment('t2', 4_000, 5_000, 'Yes.'),
        segment('t1', 1_500, 3_000, 'everyone.'),
        segment('t1', 0, 1_000, 'Good morning'),
      ],
      voices,
      false,
    );
    expect(utterances.map(({ id, name, text }) => [id, name, text])).toEqual([
      ['s1', 'Maya', 'Good morning everyone.'],
      ['s2', 'Tom', 'Yes.'],
    ]);
    expect(turns.map((turn) => turn.utteranceIds)).toEqual([['s1'], ['s2']]);
  });

  it('does not let sure sentences hide one that is unsure because sound was lost', () => {
    const word = { text: 'ten', startMs: 0, endMs: 900, confidence: 0.5 };
    const lossy = {
      ...segment('t1', 1_000, 1_900, 'ten'),
      confidence: 0.5,
      words: [{ ...word, hasLoss: true as const }],
    };
    const sure = segment('t1', 0, 900, 'We need');
    const { utterances, turns } = assembleTranscript(
      [sure, lossy, segment('t1', 2_000, 3_000, 'servers.')],
      voices,
      false,
    );
    expect(utterances.map(({ text, confidence }) => [text, confidence])).toEqual([
      ['We need', 0.9],
      ['ten', 0.5],
      ['servers.', 0.9],
    ]);
    expect(turns).toHaveLength(1);
    const unsure = { ...lossy, words: [word] }; // for another reason: as ever
    expect(assembleTranscript([sure, unsure], voices, false).utterances).toHaveLength(1);
  });

  it('begins a new utterance after a pause, which may still be the same turn', () => {
    const { utterances, turns } = assembleTranscript(
      [segment('t1', 0, 1_000, 'One.'), segment('t1', 2_500, 3_000, 'Two.')],
      voices,
      false,
    );
    expect(utterances).toHaveLength(2);
    expect(turns).toHaveLength(1);
  });

  it('claims no talk time in a mix', () => {
    expect(assembleTranscript([segment('t1', 0, 1_000, 'One.')], voices, true).speakers).toBeNull();
  });

  it('is the same in whatever order the segments come', () => {
    fc.assert(
      fc.property(segments, fc.infiniteStream(fc.nat()), (drafts, noise) => {
        const all = drafts.map(({ trackId, startMs, lengthMs, text }, index) =>
          segment(trackId, startMs, startMs + lengthMs, `${text}${index}`),
        );
        const unique = all.filter(
          (a, index) =>
            all.findIndex((b) => a.trackId === b.trackId && a.startMs === b.startMs && a.endMs === b.endMs) === index,
        );
        const ranks = new Map(unique.map((item) => [item, noise.next().value]));
        const shuffled = [...unique].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
        expect(assembleTranscript(shuffled, voices, false)).toEqual(assembleTranscript(unique, voices, false));
      }),
    );
  });

  it('loses no word, invents none, and keeps ids, times and talk time in order', () => {
    fc.assert(
      fc.property(segments, (drafts) => {
        const all = drafts.map(({ trackId, startMs, lengthMs, text }) =>
          segment(trackId, startMs, startMs + lengthMs, text),
        );
        const { utterances, turns, speakers } = assembleTranscript(all, voices, false);
        const wordsOf = (texts: readonly string[]) => texts.flatMap((text) => text.split(' ')).sort();
        expect(wordsOf(utterances.map((utterance) => utterance.text))).toEqual(wordsOf(all.map((item) => item.text)));
        expect(utterances.map((utterance) => utterance.id)).toEqual(utterances.map((_, index) => `s${index + 1}`));
        expect(utterances.map((utterance) => utterance.startMs)).toEqual(
          utterances.map((utterance) => utterance.startMs).sort((a, b) => a - b),
        );
        expect(turns.flatMap((turn) => turn.utteranceIds)).toEqual(utterances.map((utterance) => utterance.id));
        expect(speakers?.reduce((sum, speaker) => sum + speaker.turns, 0)).toBe(turns.length);
      }),
    );
  });
});
