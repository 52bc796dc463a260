import type { ActionItem, Claim, Minutes } from '../../../src/domain/minutes.ts';
import { SEVERAL_VOICES } from '../../../src/meeting/voice-checks.ts';
import type { MeetingDocument } from '../../../src/ports/document-writer.ts';

const support = (id: string) => ({ id, seats: ['1', '2', '3', '4'], evidenceScore: 0.9, flags: [], variants: [] });

export const aClaim = (text: string, changes: Partial<Claim> = {}): Claim => ({
  text,
  evidence: ['s1'],
  startMs: 5_000,
  speaker: 'Ann',
  tier: 'confirmed',
  votes: 4,
  of: 5,
  support: null,
  ...changes,
});

const anItem = (changes: Partial<ActionItem> = {}): ActionItem => ({
  task: 'Write the release notes',
  owner: 'Bob',
  due: '2026-11-27',
  dueText: 'by Friday',
  tier: 'unconfirmed',
  votes: 2,
  of: 5,
  evidence: ['s2'],
  startMs: 65_000,
  support: support('a-1'),
  ...changes,
});

const someMinutes = (changes: Partial<Minutes> = {}): Minutes => ({
  version: 1,
  mode: 'council',
  label: 'Agreed on by 5 models',
  language: 'en',
  title: 'Standup',
  summary: 'The release ships on Friday.\nNotes are still missing.',
  summaryClaims: [],
  keyPoints: [aClaim('The tests are green')],
  decisions: [aClaim('Ship on Friday', { support: support('d-1') }), aClaim('Never shown', { tier: 'dropped' })],
  actionItems: [anItem()],
  openQuestions: [aClaim('Who tells the customers?', { speaker: null, votes: 3 })],
  conclusion: 'Bob writes the notes.',
  speakerInsights: [
    { speaker: '1001', name: 'Ann', talkMs: 90_000, turns: 4, share: 0.6, insights: [aClaim('Wants to ship early')] },
    { speaker: '1002', name: 'Bob', talkMs: 60_000, turns: 3, share: 0.4, insights: [] },
  ],
  chapters: [{ title: 'The release', startMs: 0, endMs: 60_000, mood: 'positive' }],
  seats: [
    { seat: '1', model: 'llama-3.3', state: 'ok', ms: 1_200, costUsd: 0.0004 },
    { seat: '2', model: 'qwen3', state: 'late', ms: 20_000, costUsd: null },
  ],
  template: 'standup',
  sections: [{ id: 'blockers', title: 'Blockers', claims: [aClaim('The staging server is down')] }],
  conflicts: [
    {
      itemId: 'a-1',
      field: 'due',
      text: 'When the notes are due',
      values: [
        { value: 'Friday', votes: 3 },
        { value: 'Monday', votes: 1 },
      ],
    },
  ],
  edits: [],
  provenance: null,
  notices: ['4 of 5 models answered'],
  ...changes,
});

const utterance = (id: string, name: string, startMs: number, text: string) => ({
  id,
  speaker: name === 'Ann' ? '1001' : '1002',
  name,
  startMs,
  endMs: startMs + 3_000,
  text,
  confidence: 0.9,
  language: 'en',
});

/** Minutes with something in every part. */
export function aDocument(changes: Partial<Minutes> = {}): MeetingDocument {
  return {
    meeting: { id: 'm1', title: 'Standup', startedAtMs: Date.UTC(2026, 10, 23, 9) },
    durationMs: 150_000,
    transcript: {
      utterances: [
        utterance('s1', 'Ann', 5_000, 'We ship on Friday.'),
        utterance('s2', 'Bob', 65_000, 'I write the notes.'),
      ],
      turns: [],
      speakers: [
        { speaker: '1001', name: 'Ann', talkMs: 90_000, turns: 4 },
        { speaker: '1002', name: 'Bob', talkMs: 60_000, turns: 3 },
      ],
      language: 'en',
    },
    minutes: someMinutes(changes),
    warnings: [
      { code: 'several_voices', text: `Room 4: ${SEVERAL_VOICES.text}` },
      {
        code: 'chunks_lost',
        text: '3 s of speech is missing, because it could not be transcribed (it took too long).',
      },
    ],
  };
}
