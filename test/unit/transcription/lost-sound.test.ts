import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplesOfMs } from '../../../src/domain/audio.ts';
import type { LostSound } from '../../../src/domain/lost-sound.ts';
import { isGuess, type Segment, type Word } from '../../../src/domain/segment.ts';
import { UNSURE } from '../../../src/domain/unsure.ts';
import { doubtLost } from '../../../src/transcription/believe/lost-sound.ts';
import { transcribeChunk } from '../../../src/transcription/transcribe-chunk.ts';
import { FakeTranscriber, ok } from '../../doubles/fake-transcriber.ts';

const WORD_MS = 400;
/** Ten words of 0.4 s, one after the other, from the beginning of the chunk on. */
const tenWords = (): Word[] =>
  Array.from({ length: 10 }, (_, index) => ({
    text: `word${index}`,
    startMs: index * WORD_MS,
    endMs: (index + 1) * WORD_MS,
    confidence: 0.9,
  }));
const said = (words: readonly Word[]): Segment => ({
  ...{ trackId: 't1', startMs: 0, endMs: 4_000, text: words.map(({ text }) => text).join(' ') },
  ...{ confidence: 0.9, language: 'en', words },
});
const hole = (startMs: number, ms = 20): LostSound => ({
  startSample: samplesOfMs(startMs),
  sampleCount: samplesOfMs(ms),
});
const doubt = (segment: Segment, ...lost: readonly LostSound[]): Segment => doubtLost([segment], lost, 0)[0] ?? segment;
const guessed = ({ words }: Segment): string[] => words.filter(({ hasLoss }) => hasLoss).map(({ text }) => text);

describe('words whose sound never arrived', () => {
  it('are guesses, with the words that may as well have been there; the others stay as sure as they were', () => {
    const segment = doubt(said(tenWords()), hole(1_900));
    expect(guessed(segment)).toEqual(['word4', 'word5']); // 200 ms of drift each way
    expect(segment.words[4]?.confidence).toBeLessThan(UNSURE);
    expect(segment.words[0]).toEqual(tenWords()[0]);
    expect(segment.confidence).toBeGreaterThan(UNSURE);
    expect(segment.confidence).toBeLessThan(0.9);
  });

  it('make the sentence unsure where they are more than a third of it', () => {
    const segment = doubt(said(tenWords()), hole(300), hole(1_500), hole(2_700));
    expect(segment.confidence).toBeLessThan(UNSURE);
    expect(segment.words.every(({ confidence }) => confidence < UNSURE)).toBe(true);
    expect(guessed(segment)).toEqual(['word0', 'word1', 'word3', 'word4', 'word6', 'word7']);
    expect(isGuess(segment)).toBe(false);
  });

  it('are all of it where more is lost than people put up with, wherever it lies', () => {
    expect(guessed(doubt(said(tenWords()), hole(1_950, 100)))).toEqual(['word4', 'word5']);
    expect(isGuess(doubt(said(tenWords()), hole(1_900, 130)))).toBe(true);
  });

  it('are no guesses for what was lost before or after them', () => {
    const words = tenWords().map((word) => ({ ...word, startMs: word.startMs + 1_000, endMs: word.endMs + 1_000 }));
    expect(doubt(said(words), hole(0, 700), hole(5_300, 700))).toEqual(said(words));
  });

  it('are doubted by their place in the text where no engine timed them', () => {
    const untimed = { ...said(tenWords()), words: [] };
    expect(doubt(untimed, hole(1_900)).words).toEqual([]);
    expect(doubt(untimed, hole(1_900)).confidence).toBeLessThan(0.9);
    expect(doubt(untimed, hole(1_000, 600)).confidence).toBeLessThan(UNSURE);
  });

  it('never become surer, nor others, nor fewer', () => {
    const confidence = fc.double({ min: 0, max: 1, noNaN: true });
    const holes = fc.array(fc.record({ startMs: fc.nat(5_000), ms: fc.integer({ min: 1, max: 500 }) }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.array(confidence, { minLength: 10, maxLength: 10 }), confidence, holes, (sure, whole, lost) => {
        const words = tenWords().map((word, index) => ({ ...word, confidence: sure[index] ?? 0 }));
        const before = { ...said(words), confidence: whole };
        const after = doubt(before, ...lost.map(({ startMs, ms }) => hole(startMs, ms)));
        expect(after.confidence).toBeLessThanOrEqual(whole);
        expect(after.words.map(({ text }) => text)).toEqual(words.map(({ text }) => text));
        for (const [index, word] of after.words.entries()) {
          expect(word.confidence).toBeLessThanOrEqual(sure[index] ?? 0);
          expect({ ...word, confidence: 0, hasLoss: true }).toEqual({ ...words[index], confidence: 0, hasLoss: true });
        }
      }),
    );
  });
});

describe('a chunk', () => {
  const chunk = { trackId: 't1', startSample: samplesOfMs(60_000), pcm: new Float32Array(samplesOfMs(4_000)) };
  const speech = { ...chunk, end: 'pause', speechSamples: samplesOfMs(3_800) } as const;
  const hear = async (lost?: readonly LostSound[]) => {
    const engine = new FakeTranscriber([ok('we ship the payment service on monday morning at nine sharp')]);
    return await transcribeChunk({ ...speech, ...(lost && { lost }) }, engine, { language: 'en' });
  };

  it('without loss is told as if nobody had looked', async () => {
    expect(JSON.stringify(await hear([]))).toBe(JSON.stringify(await hear()));
  });

  it('tells which of its words may be others, wherever it lies in the track', async () => {
    const [segment] = (await hear([hole(2_000)])).segments;
    const guesses = segment?.words.filter(({ hasLoss }) => hasLoss) ?? [];
    expect(guesses.length).toBeGreaterThan(0);
    expect(guesses.length).toBeLessThan(5);
    for (const { startMs, endMs } of guesses) {
      expect(startMs).toBeLessThan(62_220);
      expect(endMs).toBeGreaterThan(61_800);
    }
  });

  it('of which too much is lost is unsure, and kept', async () => {
    const { outcome, segments } = await hear([hole(1_000), hole(2_000), hole(3_000)]);
    expect(outcome).toBe('transcribed');
    expect(segments.every(({ confidence }) => confidence < UNSURE)).toBe(true);
  });
});
