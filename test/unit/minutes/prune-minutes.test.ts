import { describe, expect, it } from 'vitest';
import type { Minutes } from '../../../src/domain/minutes.ts';
import { countClaims, pruneMinutes } from '../../../src/minutes/index.ts';
import { aResult } from '../../contract/a-stored-meeting.ts';
import { aClaim } from '../../fixtures/meeting-documents.ts';
import { aTalk } from '../../fixtures/transcripts.ts';

/** What is left when Tom (s2) is forgotten. */
const left = () => {
  const talk = aTalk([
    ['Maya', 'We ship on Friday.'],
    ['Tom', 'Only with the Xylophone.'],
    ['Maya', 'Good.'],
  ]);
  return { ...talk, utterances: talk.utterances.filter(({ name }) => name !== 'Tom') };
};

const support = (id: string) => ({ id, seats: [], evidenceScore: 1, flags: [], variants: [] });
const maya = aClaim({ text: 'Maya', evidence: ['s1', 's3'], support: support('maya') });
const tom = aClaim({ text: 'Xylophone', evidence: ['s2'], support: support('tom') });
const both = aClaim({ text: 'Xylophone too', evidence: ['s1', 's2'], support: support('both') });

const minutes: Minutes = {
  ...aResult().minutes,
  summary: 'Maya Xylophone',
  summaryClaims: [maya, tom],
  keyPoints: [tom, both],
  decisions: [maya, both],
  actionItems: [
    { ...aResult().minutes.actionItems[0]!, task: 'Xylophone', evidence: ['s2'] },
    { ...aResult().minutes.actionItems[0]!, task: 'ship', evidence: ['s3'] },
  ],
  openQuestions: [both],
  conclusion: 'All want a Xylophone.',
  speakerInsights: [
    { speaker: 'maya', name: 'Maya', talkMs: 1, turns: 1, share: 0.5, insights: [maya, both] },
    { speaker: 'tom', name: 'Tom', talkMs: 1, turns: 1, share: 0.5, insights: [tom] },
  ],
  chapters: [{ title: 'Xylophone', startMs: 0, endMs: 1, mood: null }],
  sections: [{ id: 'blockers', title: 'Blockers', claims: [tom, maya] }],
  conflicts: ['maya', 'tom'].map((itemId) => ({ itemId, field: 'due', text: itemId, values: [] })),
  edits: ['s1', 's2'].map((utteranceId) => ({ utteranceId, from: 'a', to: 'b', votes: 1 })),
  notices: ['"Xylofon" was heard and corrected to "Xylophone" (once).'],
};

describe('minutes without somebody', () => {
  it('keep only what rests on others, and no free text that could tell', () => {
    const pruned = pruneMinutes(minutes, left(), 'Parts are missing.');
    expect(JSON.stringify(pruned)).not.toMatch(/Xylophone|Tom|s2/);
    expect(pruned).toMatchObject({
      summary: 'Maya',
      summaryClaims: [maya],
      keyPoints: [],
      decisions: [maya],
      actionItems: [{ task: 'ship' }],
      openQuestions: [],
      speakerInsights: [{ name: 'Maya', insights: [maya] }],
      sections: [{ id: 'blockers', claims: [maya] }],
      conflicts: [{ itemId: 'maya' }],
      edits: [{ utteranceId: 's1' }],
      provenance: null,
      notices: ['Parts are missing.'],
    });
  });

  it('stay whole when nothing is missing, but for what could tell', () => {
    const claims = aResult();
    const pruned = pruneMinutes(claims.minutes, claims.transcript, 'x');
    expect(pruned.actionItems).toEqual(claims.minutes.actionItems);
    expect(pruned.conflicts).toEqual(claims.minutes.conflicts);
  });

  it('are counted by what rested on somebody', () => {
    expect(countClaims(minutes, new Set(['s2']))).toBe(9);
    expect(countClaims(minutes, new Set())).toBe(0);
  });
});
