import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { writeExtractiveMinutes } from '../../../src/minutes/index.ts';
import { aTranscript, type Line } from '../../fixtures/transcripts.ts';
import { hasShared, shared } from '../../shared.ts';

interface Reference {
  readonly title: string;
  readonly turns: readonly {
    readonly name: string;
    readonly start: number;
    readonly end: number;
    readonly text: string;
  }[];
}

function standupMinutes() {
  const reference = JSON.parse(readFileSync(shared('data', 'calls', 'standup', 'reference.json'), 'utf8')) as Reference;
  const lines = reference.turns.map(({ name, text, start, end }): Line => [name, text, start * 1000, end * 1000]);
  return writeExtractiveMinutes({
    title: reference.title,
    transcript: aTranscript(lines),
    startedAtMs: Date.UTC(2026, 10, 30, 9),
    timeZone: 'Europe/Berlin',
  });
}

describe.skipIf(!hasShared)('extractive minutes of the standup', () => {
  it('finds the decision and nothing else', () => {
    const texts = standupMinutes().decisions.map(({ text, speaker, startMs }) => ({ text, speaker, startMs }));
    expect(texts).toEqual([
      { text: 'Agreed, we decided to release on Monday the seventh.', speaker: 'Maya', startMs: 34_061 },
    ]);
  });

  it('finds the three follow-ups with owners and dates and nothing else', () => {
    const found = standupMinutes().actionItems.map(({ task, owner, due, dueText }) => ({ task, owner, due, dueText }));
    expect(found).toEqual([
      { task: 'fix the login bugs', owner: 'Priya', due: '2026-12-02', dueText: 'Wednesday evening' },
      { task: 'ask the platform team for the password', owner: 'Maya', due: '2026-11-30', dueText: 'today' },
      { task: 'write the release notes', owner: 'Tom', due: '2026-12-04', dueText: 'Friday' },
    ]);
  });

  it('shows where a follow-up was asked for and where it was taken', () => {
    expect(standupMinutes().actionItems[0]?.evidence).toEqual(['s4', 's5']);
  });

  it('does not take an answered question for an open one', () => {
    expect(standupMinutes().openQuestions).toEqual([]);
  });

  it('quotes people with their moment and says that no model took part', () => {
    const minutes = standupMinutes();
    expect(minutes.summary).toContain('Maya (0:34): “Agreed, we decided to release on Monday the seventh.”');
    expect(minutes).toMatchObject({ mode: 'local', label: 'Extractive notes: no AI model was used', seats: [] });
    expect(minutes.conclusion).toBe(
      'Heard: 1 decision and 3 possible follow-ups. Last statement: Tom (0:38): “Then I will write the release notes on Friday.”',
    );
  });

  it('tells talk time and share of everyone', () => {
    const insights = standupMinutes().speakerInsights;
    expect(insights.map(({ name, turns }) => [name, turns])).toEqual([
      ['Maya', 5],
      ['Tom', 4],
      ['Priya', 3],
    ]);
    expect(insights.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });
});
