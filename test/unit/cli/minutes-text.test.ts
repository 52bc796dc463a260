import { describe, expect, it } from 'vitest';
import { minutesText } from '../../../src/cli/minutes-text.ts';
import { Page } from '../../../src/cli/page.ts';
import type { Minutes } from '../../../src/domain/minutes.ts';
import type { MeetingOutcome } from '../../../src/meeting/index.ts';
import { writeExtractiveMinutes } from '../../../src/minutes/index.ts';
import { agreed, anInput, carefulDraft, releaseTalk, seatReports } from '../../fixtures/drafts.ts';

const plain = new Page({ useColour: false, columns: 100 });

function outcomeOf(minutes: Minutes): MeetingOutcome {
  const settings = {
    chunkMode: 'recording',
    language: 'en',
    model: 'base',
    template: 'general',
    scope: 'local',
  } as const;
  return {
    meeting: {
      id: 'm1',
      title: 'Release',
      startedAtMs: Date.UTC(2026, 10, 30, 9),
      state: 'done',
      settings,
      tracks: [],
      failure: null,
    },
    durationMs: 60_000,
    transcript: releaseTalk,
    minutes,
    warnings: [{ code: 'quiet', text: 'Ann was hard to hear.' }],
    timings: { decodeMs: 0, transcribeMs: 0, diarizeMs: 0, minutesMs: 0, totalMs: 0 },
  };
}

const textOf = (minutes: Minutes): string => minutesText(outcomeOf(minutes), plain, 'UTC');

describe('minutes in a terminal', () => {
  const possible = {
    ...carefulDraft,
    decisions: [
      ...carefulDraft.decisions,
      { text: 'The payment provider will be switched.', made_by: [], evidence: ['s9'] },
    ],
    action_items: carefulDraft.action_items.map((item) => ({ ...item, owner: 'S1' })),
  };
  const minutes = agreed([possible, possible, carefulDraft, carefulDraft], {
    seats: seatReports(['ok', 'ok', 'ok', 'ok', 'error']),
  });

  it('show votes, doubts, contradictions and the seats, confirmed items first', () => {
    const text = textOf(minutes);
    expect(text).toContain('The release moves to Thursday. (4 of 4 models)');
    expect(text).toContain('The models disagree\n  Fix the login crash who: Maya (2 models), Tom (2 models)');
    expect(text).toMatch(
      /Unconfirmed\n.*The payment provider will be switched\. \(2 of 4 models, only a possibility\)/,
    );
    expect(text).toContain('model-e: failed');
    expect(text).toContain('Please note\n  4 of 5 models answered.\n  Ann was hard to hear.');
    expect(text.indexOf('Decisions')).toBeLessThan(text.indexOf('Unconfirmed'));
  });

  it('show notes of no model as they always were', () => {
    const text = textOf(writeExtractiveMinutes(anInput()));
    expect(text).toContain('Possible follow-ups');
    expect(text).not.toMatch(/Unconfirmed|Models|of \d+ models?\)/);
  });

  it('let nothing that was said act on the terminal', () => {
    const evil = {
      ...carefulDraft.decisions[0],
      text: 'The release moves \u001b[31mto Thursday.',
      made_by: [],
      evidence: ['s5'],
    };
    const text = textOf(agreed([{ decisions: [evil] }], { title: 'A\u001b]0;owned\u0007' }));
    expect(text).not.toContain('\u001b');
  });
});
