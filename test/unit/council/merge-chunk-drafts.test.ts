import { describe, expect, it } from 'vitest';
import { agreeOn, mergeChunkDrafts } from '../../../src/minutes/council/index.ts';
import { aDraft, anAction, anInput, releaseTalk, seatDrafts } from '../../fixtures/drafts.ts';

const first = aDraft({
  title: 'Release',
  summary: [{ sentence: 'The release moves to Thursday.', evidence: ['s5'] }],
  decisions: [{ text: 'The release moves to Thursday.', made_by: ['S1'], evidence: ['s4', 's5'] }],
  action_items: [
    anAction('Fix the login crash', ['s6'], { owner: 'S2' }),
    anAction('Send the invoice report to finance', ['s7'], { owner: 'S3', due_text: 'by Friday' }),
  ],
  conclusion: { text: 'To be continued.', evidence: ['s7'] },
  speakers: [
    { speaker: 'S2', insights: [{ text: 'Tom takes the login crash.', evidence: ['s6'] }], sentiment: 'neutral' },
  ],
  chapters: [{ title: 'Release', first: 's1', last: 's8' }],
});
const second = aDraft({
  title: 'Budget',
  summary: [{ sentence: 'Marketing keeps fifteen percent.', evidence: ['s14'] }],
  action_items: [
    anAction('Send invoice report to the finance team', ['s8'], { owner: 'S3', due_text: 'Friday' }),
    anAction('Ask the board who pays for the load test', ['s12']),
  ],
  decisions: [{ text: 'Marketing stays at 15 percent.', made_by: [], evidence: ['s14'] }],
  conclusion: { text: 'The budget for marketing stays.', evidence: ['s14'] },
  speakers: [
    {
      speaker: 'S2',
      insights: [{ text: 'Tom asks who pays for the load test.', evidence: ['s11'] }],
      sentiment: 'neutral',
    },
  ],
  chapters: [
    { title: 'Release again', first: 's1', last: 's8' },
    { title: 'Budget', first: 's9', last: 's15' },
  ],
});
const parts = seatDrafts([first, second]).map((draft) => ({ ...draft, seat: 'seat-1', model: 'model-a' }));

describe('drafts of the parts of a long meeting', () => {
  const { draft, seat } = mergeChunkDrafts(parts, releaseTalk);

  it('become one draft in which what the overlap told twice is told once, with the evidence of both', () => {
    expect(seat).toBe('seat-1');
    expect(draft.action_items).toEqual([
      anAction('Fix the login crash', ['s6'], { owner: 'S2' }),
      anAction('Send the invoice report to finance', ['s7', 's8'], { owner: 'S3', due_text: 'by Friday' }),
      anAction('Ask the board who pays for the load test', ['s12']),
    ]);
    expect(draft.decisions.map(({ text }) => text)).toEqual([
      'The release moves to Thursday.',
      'Marketing stays at 15 percent.',
    ]);
    expect(draft.decisions[0]?.made_by).toEqual(['S1']);
  });

  it('go on in their order, with the end of the last', () => {
    expect(draft.summary.map(({ sentence }) => sentence)).toEqual([
      'The release moves to Thursday.',
      'Marketing keeps fifteen percent.',
    ]);
    expect(draft.conclusion.text).toBe('The budget for marketing stays.');
    expect(draft.chapters.map(({ title }) => title)).toEqual(['Release', 'Budget']);
    expect(draft.speakers).toMatchObject([{ speaker: 'S2', insights: [{ evidence: ['s6'] }, { evidence: ['s11'] }] }]);
  });

  it('are merged alike without the transcript', () => {
    expect(mergeChunkDrafts(parts).draft).toEqual(draft);
  });

  it('are not slowed down by ids that are made up', () => {
    const strange = parts.map((part) => ({
      ...part,
      draft: { ...part.draft, decisions: [{ text: 'Odd', made_by: [], evidence: ['s9999999', 'x'] }] },
    }));
    expect(mergeChunkDrafts(strange).draft.action_items).toHaveLength(3);
  });

  it('leave a single one as it is and none an error', () => {
    expect(mergeChunkDrafts(parts.slice(0, 1), releaseTalk)).toBe(parts[0]);
    expect(() => mergeChunkDrafts([], releaseTalk)).toThrow(RangeError);
  });

  it('vote like the draft of a whole meeting', () => {
    const drafts = seatDrafts([1, 2, 3, 4, 5].map(() => draft));
    const minutes = agreeOn(anInput({ drafts }));
    expect(minutes.actionItems.map(({ votes, tier }) => `${tier} ${votes}`)).toEqual([
      'confirmed 5',
      'confirmed 5',
      'confirmed 5',
    ]);
  });
});
