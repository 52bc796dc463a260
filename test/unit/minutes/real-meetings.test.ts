import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { writeExtractiveMinutes } from '../../../src/minutes/index.ts';
import { aTalk } from '../../fixtures/transcripts.ts';
import { hasShared, shared } from '../../shared.ts';

interface QmSumMeeting {
  readonly meeting_transcripts: readonly { readonly speaker: string; readonly content: string }[];
}

const folder = shared('data', 'meetings', 'qmsum');

function minutesOf(file: string) {
  const { meeting_transcripts: turns } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as QmSumMeeting;
  const transcript = aTalk(turns.map(({ speaker, content }) => [speaker, content.replaceAll(/\s+([.,?!'])/g, '$1')]));
  return writeExtractiveMinutes({ title: file, transcript, startedAtMs: Date.UTC(2026, 10, 30, 9), timeZone: 'UTC' });
}

describe.skipIf(!hasShared)('extractive minutes of real meetings', () => {
  const meetings = hasShared ? readdirSync(folder).map(minutesOf) : [];

  it('summarises each in a few quotes', () => {
    expect(meetings).toHaveLength(15);
    for (const { summaryClaims, keyPoints } of meetings) {
      expect(summaryClaims.length).toBeGreaterThanOrEqual(3);
      expect(summaryClaims.length).toBeLessThanOrEqual(8);
      expect(keyPoints).toHaveLength(5);
    }
  });

  it('is sparing with follow-ups: people hate invented ones', () => {
    const counts = meetings.map(({ actionItems }) => actionItems.length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(4);
    expect(counts.some((count) => count > 0)).toBe(true);
  });
});
