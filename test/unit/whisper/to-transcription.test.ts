import { describe, expect, it } from 'vitest';
import { toTranscription } from '../../../src/providers/whisper/to-transcription.ts';

const END_OF_TEXT = 50_256;
const chunk = { durationMs: 1_000, endOfTextId: END_OF_TEXT, language: null };
const token = (text: string, p: number, from: number, to: number, id = 1) => ({ text, id, p, from, to });
const segment = (text: string, from: number, to: number, tokens = [token(text, 0.5, from, to)]) => ({
  text,
  from,
  to,
  lang: 'en',
  confidence: 0,
  tokens,
});

describe('toTranscription', () => {
  it('leaves special tokens out of words and confidences', () => {
    const tokens = [
      token('[_BEG_]', 0.1, 0, 0, END_OF_TEXT + 107),
      token(' Good', 0.5, 0, 400),
      token(' day', 1, 400, 900),
      token('<|endoftext|>', 0.1, 900, 900, END_OF_TEXT),
    ];
    const { language, segments } = toTranscription([segment(' Good day', 0, 900, tokens)], chunk);
    expect(language).toBe('en');
    expect(segments).toEqual([
      {
        text: 'Good day',
        startMs: 0,
        endMs: 900,
        confidence: 0.75,
        averageLogProbability: expect.closeTo(Math.log(0.5) / 2),
        noSpeechProbability: null,
        words: [
          { text: 'Good', startMs: 0, endMs: 400, confidence: 0.5 },
          { text: 'day', startMs: 400, endMs: 900, confidence: 1 },
        ],
      },
    ]);
  });

  it('keeps all times inside the chunk, and never runs backwards', () => {
    const tokens = [token(' a', 1, -10, 300), token(' b', 1, 200, 100), token(' c', 1, 150, 4_000)];
    const results = [segment(' a b c', 0, 30_000, tokens), segment(' d', -10, 50)];
    const { segments } = toTranscription(results, chunk);
    expect(segments.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 1_000],
      [0, 50],
    ]);
    expect(segments[0]?.words.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 300],
      [200, 200],
      [200, 1_000],
    ]);
  });

  it('drops segments that say nothing', () => {
    expect(toTranscription([segment(' ', 0, 500), segment(' hi', 500, 900)], chunk).segments).toHaveLength(1);
    expect(toTranscription([], { ...chunk, language: 'de' })).toEqual({ language: 'de', segments: [] });
  });

  it('passes on how probable it is that nobody speaks, where the engine tells', () => {
    const { segments } = toTranscription([{ ...segment(' hi', 0, 500), no_speech_prob: 0.25 }], chunk);
    expect(segments[0]?.noSpeechProbability).toBe(0.25);
  });

  it('bears a token without any probability', () => {
    const { segments } = toTranscription([segment(' x', 0, 500, [token(' x', 0, 0, 500)])], chunk);
    expect(segments[0]?.averageLogProbability).toBeCloseTo(Math.log(1e-10));
  });
});
