import type { LiveDraft } from '../../../src/domain/live-draft.ts';

/** A summary of a call that goes on, of what s1 and s2 said. */
export const aDraft = (changes: Partial<LiveDraft> = {}): LiveDraft => ({
  isDraft: true,
  source: 'model',
  topic: 'The release',
  points: [{ id: 'p1', text: 'The release goes out on Friday.', evidence: ['s1'] }],
  openQuestions: [{ id: 'q2', text: 'Who asks accounting about the invoices?', evidence: ['s2'] }],
  actions: [{ id: 'a3', text: 'Write the release notes', owner: 'Bob', evidence: ['s2'] }],
  idsGiven: 3,
  ...changes,
});
