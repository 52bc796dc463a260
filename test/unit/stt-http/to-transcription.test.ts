import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TranscribedSegment, Transcription } from '../../../src/ports/transcriber.ts';
import { answerSchema, type EngineAnswer } from '../../../src/providers/stt-http/answer-schema.ts';
import { toTranscription } from '../../../src/providers/stt-http/to-transcription.ts';

const recorded = (name: string): EngineAnswer =>
  answerSchema.parse(JSON.parse(readFileSync(new URL(`./recorded/${name}.json`, import.meta.url), 'utf8')));
const chunk = { durationMs: 5_000, language: null };
const timed = (segment: TranscribedSegment | undefined): readonly string[] =>
  (segment?.words ?? []).map((word) => `${word.text} ${word.startMs}-${word.endMs}`);

describe('recorded answers', () => {
  it('of whisper.cpp, whose words are tokens', () => {
    const { language, segments } = toTranscription(recorded('whisper-server-1.9.1'), {
      durationMs: 2_336,
      language: null,
    });
    expect(language).toBe('en');
    expect(segments).toMatchObject([
      {
        text: 'The payment service is ready for testing.',
        startMs: 0,
        endMs: 2_336,
        noSpeechProbability: expect.closeTo(0, 3),
      },
    ]);
    expect(segments[0]?.confidence).toBeCloseTo(0.9998, 3);
    expect(timed(segments[0]).slice(-2)).toEqual(['for 1650-1760', 'testing. 1840-2330']);
  });

  it('of OpenAI, without words', () => {
    const { language, segments } = toTranscription(recorded('openai-whisper-1'), { durationMs: 4_440, language: null });
    expect(language).toBe('en');
    expect(segments).toMatchObject([{ startMs: 0, endMs: 4_000, confidence: expect.closeTo(Math.exp(-0.4242), 4) }]);
    expect(segments[0]?.words.map((word) => word.text).join(' ')).toBe(segments[0]?.text);
  });

  it('of vLLM, which writes codes for languages and null for what it does not know', () => {
    const { language, segments } = toTranscription(recorded('vllm-whisper-large-v3'), {
      durationMs: 30_000,
      language: null,
    });
    expect(language).toBe('en');
    expect(segments[0]).toMatchObject({
      noSpeechProbability: null,
      confidence: expect.closeTo(0.8996, 3),
      endMs: 7_200,
    });
  });
});

describe('words', () => {
  it('stand beside the segments without punctuation, and still make up the whole text', () => {
    const { segments } = toTranscription(
      {
        text: 'Well, yes. No!',
        segments: [
          { text: ' Well, yes.', start: 0, end: 1, avg_logprob: -0.1 },
          { text: ' No!', start: 1, end: 2, avg_logprob: -0.2 },
        ],
        words: [
          { word: 'Well', start: 0.1, end: 0.3 },
          { word: 'yes', start: 0.5, end: 0.9 },
          { word: 'No', start: 1.2, end: 1.5 },
        ],
      },
      chunk,
    );
    expect(segments.map(timed)).toEqual([['Well, 100-300', 'yes. 500-900'], ['No! 1200-1500']]);
    expect(segments[1]?.words[0]?.confidence).toBeCloseTo(Math.exp(-0.2), 6);
  });

  it('that the engine did not time share the gap by their length', () => {
    const words = [
      { word: ' one', start: 0, end: 0.3 },
      { word: ' f\uFFFD', start: 0.3, end: 0.4 },
      { word: ' four', start: 1.6, end: 2 },
    ];
    const { segments } = toTranscription(
      { segments: [{ text: 'one für three four five', start: 0, end: 3, words }] },
      chunk,
    );
    expect(timed(segments[0])).toEqual([
      'one 0-300',
      'für 300-788',
      'three 788-1600',
      'four 1600-2000',
      'five 2000-3000',
    ]);
  });

  it('of scripts without spaces are the pieces of the engine', () => {
    const words = ['今', '日', 'は'].map((word, index) => ({ word, start: index, end: index + 1, probability: 0.5 }));
    const { segments } = toTranscription({ segments: [{ text: '今日は', start: 0, end: 3, words }] }, chunk);
    expect(timed(segments[0])).toEqual(['今 0-1000', '日 1000-2000', 'は 2000-3000']);
  });

  it('are found again behind pieces that the text does not have', () => {
    const words = ['zzzzzzzzzz', 'yyyyyyyyyy', 'delta'].map((word, index) => ({ word, start: index, end: index + 1 }));
    const { segments } = toTranscription(
      { segments: [{ text: 'alphalpha bravobravo delta', start: 0, end: 4, words }] },
      chunk,
    );
    expect(timed(segments[0]).at(-1)).toBe('delta 2000-3000');
  });
});

describe('segments', () => {
  it('are put in order and kept inside the chunk', () => {
    const { segments } = toTranscription(
      {
        segments: [
          { text: 'late', start: 9, end: 12 },
          { text: ' ', start: 1, end: 2 },
          { text: 'early', start: -1, end: 0.5 },
          { text: 'backwards', start: 3, end: 2 },
        ],
      },
      chunk,
    );
    expect(segments.map(({ text, startMs, endMs }) => `${text} ${startMs}-${endMs}`)).toEqual([
      'early 0-500',
      'backwards 3000-3000',
      'late 5000-5000',
    ]);
  });

  it('are one where the answer is nothing but text, and none where it is empty', () => {
    expect(toTranscription({ text: ' hi there ' }, chunk).segments).toMatchObject([
      {
        text: 'hi there',
        startMs: 0,
        endMs: 5_000,
        confidence: 0.5,
        averageLogProbability: null,
        noSpeechProbability: null,
      },
    ]);
    expect(toTranscription({ text: '' }, chunk).segments).toEqual([]);
    expect(toTranscription({ text: 'hi', segments: [] }, chunk).segments).toEqual([]);
  });
});

it.each([
  ['english', 'en'],
  ['Haitian Creole', 'ht'],
  ['Mandarin', 'zh'],
  ['yue', 'yue'],
  ['Klingon', 'fr'],
  [null, 'fr'],
])('takes the language "%s" for %s, given fr', (language, code) => {
  expect(toTranscription({ language, text: 'x' }, { durationMs: 1_000, language: 'fr' }).language).toBe(code);
});

describe('whatever an engine says', () => {
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.double({ min: -1, max: 40, noNaN: true }),
  );
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(' a', 'b c', '日本', ' .', 'ab\uFFFD'));
  const word = fc.record({ word: text, start: number, end: number, probability: fc.option(number) });
  const words = fc.option(fc.array(word, { maxLength: 8 }));
  const segment = fc.record({
    text: fc.oneof(
      text,
      fc.array(text, { maxLength: 5 }).map((parts) => parts.join(' ')),
    ),
    start: number,
    end: number,
    avg_logprob: fc.option(number),
    no_speech_prob: fc.option(number),
    words,
  });
  const answer = fc.record({
    language: fc.option(text),
    text: fc.option(text),
    segments: fc.option(fc.array(segment, { maxLength: 6 })),
    words,
  });

  it('becomes segments and words in order, inside the chunk, with whole ms and real probabilities', () => {
    fc.assert(
      fc.property(answer, fc.integer({ min: 0, max: 30_000 }), (said, durationMs) => {
        checkTranscription(toTranscription(said, { durationMs, language: null }), durationMs);
      }),
      { numRuns: 2_000 },
    );
  });
});

function checkTranscription({ segments }: Transcription, durationMs: number): void {
  checkSpans(segments, 0, durationMs);
  for (const { text, startMs, endMs, words, confidence, averageLogProbability, noSpeechProbability } of segments) {
    expect(text.trim()).toBe(text);
    expect(words.map((word) => word.text).join('')).toBe(text.replaceAll(/\s/g, ''));
    checkSpans(words, startMs, endMs);
    for (const share of [confidence, noSpeechProbability ?? 0, ...words.map((word) => word.confidence)])
      expect(share >= 0 && share <= 1).toBe(true);
    expect(averageLogProbability ?? 0).toBeLessThanOrEqual(0);
  }
}

function checkSpans(spans: readonly { startMs: number; endMs: number }[], leastMs: number, mostMs: number): void {
  let earliestMs = leastMs;
  for (const { startMs, endMs } of spans) {
    expect(Number.isInteger(startMs) && Number.isInteger(endMs)).toBe(true);
    expect(startMs >= earliestMs && endMs >= startMs && endMs <= mostMs).toBe(true);
    earliestMs = startMs;
  }
}
