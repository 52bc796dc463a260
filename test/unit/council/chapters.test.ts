import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../src/domain/draft.ts';
import { agreed } from '../../fixtures/drafts.ts';
import { aTranscript } from '../../fixtures/transcripts.ts';

/** Ten minutes, an utterance every ten seconds: s1 at 0:00, s7 at 1:00. */
const transcript = aTranscript(
  Array.from({ length: 60 }, (_, index) => [
    'Ann',
    `Sentence ${index} about the budget.`,
    index * 10_000,
    index * 10_000 + 8_000,
  ]),
);
const chapters = (...list: readonly [title: string, first: string][]): Partial<Draft> => ({
  chapters: list.map(([title, first]) => ({ title, first, last: first })),
});
const of = (drafts: readonly Partial<Draft>[]) =>
  agreed(drafts, { transcript }).chapters.map(({ title, startMs }) => [title, startMs]);

describe('chapters', () => {
  it('begin where at least half of the models set a beginning, within twenty seconds', () => {
    expect(
      of([
        chapters(['Opening', 's1'], ['Budget of the year', 's19'], ['End', 's50']),
        chapters(['Opening', 's1'], ['The budget', 's20'], ['Farewell', 's40']),
        chapters(['Welcome', 's1'], ['Budget', 's20']),
      ]),
    ).toEqual([
      ['Opening', 0],
      ['Budget', 190_000],
    ]);
  });

  it('are none where the models agree on no boundary or cite what is not there', () => {
    expect(
      of([
        chapters(['A', 's1'], ['B', 's10']),
        chapters(['A', 's1'], ['B', 's30']),
        chapters(['A', 's1'], ['B', 's99']),
      ]),
    ).toEqual([]);
  });

  it('cover the meeting without gaps, with a mood only where one was asked for', () => {
    const drafts = Array.from({ length: 3 }, () => chapters(['A', 's1'], ['B', 's20'], ['C', 's40']));
    const plain = agreed(drafts, { transcript }).chapters;
    expect(plain.map(({ endMs }) => endMs)).toEqual([190_000, 390_000, 598_000]);
    expect(plain.every(({ mood }) => mood === null)).toBe(true);
    const told = agreed(drafts, { transcript, moodOf: (said) => (said.length > 19 ? 'positive' : 'neutral') }).chapters;
    expect(told.map(({ mood }) => mood)).toEqual(['neutral', 'positive', 'positive']);
  });
});
