import { describe, expect, it } from 'vitest';
import type { Transcription } from '../../../src/ports/transcriber.ts';
import { doubtAbout } from '../../../src/transcription/judge.ts';

const said = (text: string, averageLogProbability: number | null = -0.2): Transcription => ({
  language: 'en',
  segments: [
    { text, startMs: 0, endMs: 1_000, confidence: 0.9, averageLogProbability, noSpeechProbability: null, words: [] },
  ],
});

describe('doubt', () => {
  it('believes ordinary speech', () => {
    expect(doubtAbout(said('Yes, I will fix them by Wednesday evening.'), 2_700)).toBeNull();
    expect(doubtAbout(said('No, no, no.'), 900)).toBeNull();
  });

  it('doubts a loop', () => expect(doubtAbout(said('Thank you for watching. '.repeat(12)), 28_000)).toBe('repetitive'));

  it('doubts what no mouth can say in the time', () => {
    expect(doubtAbout(said('the quick brown fox jumps over the lazy dog again today'), 400)).toBe('too-fast');
  });

  it('doubts what the engine itself is unsure of, and trusts an engine that does not tell', () => {
    expect(doubtAbout(said('Yes.', -1.4), 1_000)).toBe('unsure');
    expect(doubtAbout(said('Yes.', null), 1_000)).toBeNull();
  });
});
