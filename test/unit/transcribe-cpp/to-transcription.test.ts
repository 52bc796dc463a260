import { describe, expect, it } from 'vitest';
import { toTranscription } from '../../../src/providers/transcribe-cpp/to-transcription.ts';

const chunk = { durationMs: 2_000, language: 'en' };
const segment = (text: string, t0Ms: number, t1Ms: number, firstWord = 0, nWords = 0) => ({
  text,
  t0Ms,
  t1Ms,
  firstWord,
  nWords,
  firstToken: 0,
  nTokens: 0,
  speakerId: 0,
});
const word = (text: string, t0Ms: number, t1Ms: number) => ({
  text,
  t0Ms,
  t1Ms,
  segIndex: 0,
  firstToken: 0,
  nTokens: 1,
});

describe('what transcribe.cpp said', () => {
  it('stays inside the chunk and in order', () => {
    const segments = [segment(' Hello', 0, 1_500), segment('there ', 900, 9_000), segment('  ', 0, 1)];
    const result = toTranscription({ text: '', language: '', segments, words: [] }, chunk);
    expect(result.language).toBe('en');
    expect(result.segments.map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([
      ['Hello', 0, 1_500],
      ['there', 900, 2_000],
    ]);
  });

  it('is the whole chunk when the engine tells no times, and nothing when there is no text', () => {
    const whole = toTranscription({ text: ' Hi. ', language: 'de', segments: [], words: [] }, chunk);
    expect(whole).toMatchObject({ language: 'de', segments: [{ text: 'Hi.', startMs: 0, endMs: 2_000 }] });
    expect(toTranscription({ text: ' ', language: '', segments: [], words: [] }, chunk).segments).toEqual([]);
  });

  it('has the words of its segment', () => {
    const words = [word('We', 100, 200), word(' ship', 50, 400), word('it.', 400, 500)];
    const segments = [segment('We ship', 100, 450, 0, 2), segment('it.', 400, 600, 2, 1)];
    const result = toTranscription({ text: '', language: 'en', segments, words }, chunk);
    expect(result.segments.map((each) => each.words.map(({ text, startMs, endMs }) => [text, startMs, endMs]))).toEqual(
      [
        [
          ['We', 100, 200],
          ['ship', 100, 400],
        ],
        [['it.', 400, 500]],
      ],
    );
  });
});
