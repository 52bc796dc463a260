import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplesOfMs } from '../../src/domain/audio.ts';
import type { ChunkResult } from '../../src/domain/chunk-result.ts';
import type { Segment, Word } from '../../src/domain/segment.ts';
import { CUT_OVERLAP_MS } from '../../src/domain/speech-window.ts';
import { stitchWindows } from '../../src/transcription/index.ts';

/** A talk without a pause: how long each word takes, where it is cut, and how wrong the engine's times are. */
const talk = fc.record({
  lengthsMs: fc.array(fc.integer({ min: 120, max: 480 }), { minLength: 40, maxLength: 80 }),
  cuts: fc.array(fc.double({ min: 0.15, max: 0.85, noNaN: true }), { minLength: 1, maxLength: 2 }),
  errorsMs: fc.array(fc.integer({ min: -80, max: 80 }), { minLength: 7, maxLength: 7 }),
  vocabulary: fc.constantFrom(11, 13, 60),
});

describe('talk that was cut', () => {
  it('has every word once, whatever the words and wherever the cut', () => {
    fc.assert(
      fc.property(talk, ({ lengthsMs, cuts, errorsMs, vocabulary }) => {
        const words = wordsOf(lengthsMs, vocabulary);
        const windows = cutAt(words, cuts, errorsMs);
        expect(textOf(stitchWindows(windows))).toEqual(words.map(({ text }) => text));
      }),
      { numRuns: 300 },
    );
  });

  it('has every word once where the same two words are said again and again', () => {
    fc.assert(
      fc.property(talk, ({ lengthsMs, cuts }) => {
        const words = wordsOf(lengthsMs, 2);
        expect(textOf(stitchWindows(cutAt(words, cuts, [0])))).toEqual(words.map(({ text }) => text));
      }),
    );
  });

  it('hands over in time where the two windows heard different words', () => {
    const left = [word('one', 0, 400), word('there', 8_900, 9_300), word('goes', 9_400, 9_700)];
    const right = [
      word('their', 8_920, 9_320),
      word('rose', 9_410, 9_690),
      word('by', 9_800, 9_990),
      word('two', 12_000, 12_300),
    ];
    const windows = [windowOf('t1', 0, left), windowOf('t1', samplesOfMs(8_800), right)];
    expect(textOf(stitchWindows(windows))).toEqual(['one', 'there', 'rose', 'by', 'two']);
  });

  it('keeps what one side heard when the other heard nothing', () => {
    const left = windowOf('t1', 0, [word('one', 0, 400), word('two', 9_000, 9_400)]);
    const empty = windowOf('t1', samplesOfMs(8_800), []);
    expect(textOf(stitchWindows([left, empty]))).toEqual(['one', 'two']);
  });

  it('is another matter than talk of another track at the same time', () => {
    const left = windowOf('t1', 0, [word('yes', 9_000, 9_400)]);
    const other = windowOf('t2', samplesOfMs(8_800), [word('yes', 9_000, 9_400)]);
    expect(textOf(stitchWindows([left, other]))).toEqual(['yes', 'yes']);
  });
});

const word = (text: string, startMs: number, endMs: number): Word => ({ text, startMs, endMs, confidence: 0.9 });

function wordsOf(lengthsMs: readonly number[], vocabulary: number): Word[] {
  let at = 0;
  return lengthsMs.map((ms, index) => {
    const startMs = at;
    at += ms;
    return word(`w${(index * 7) % vocabulary}${index % 3 === 0 ? ',' : ''}`, startMs, at);
  });
}

/** Each window hears the words that lie whole in it, some punctuated otherwise, at slightly wrong times. */
function cutAt(words: readonly Word[], cuts: readonly number[], errorsMs: readonly number[]): ChunkResult[] {
  const totalMs = words.at(-1)?.endMs ?? 0;
  const places = cuts.map((cut) => Math.round(cut * totalMs)).sort((a, b) => a - b);
  const apart = places.filter((place, index) => index === 0 || place - (places[index - 1] ?? 0) > 3 * CUT_OVERLAP_MS);
  const edges = [0, ...apart, totalMs];
  return edges.slice(1).map((edge, index) => {
    const fromMs = Math.max(0, (edges[index] ?? 0) - (index > 0 ? CUT_OVERLAP_MS / 2 : 0));
    const toMs = Math.min(totalMs, edge + CUT_OVERLAP_MS / 2);
    const whole = words.filter(({ startMs, endMs }) => startMs >= fromMs && endMs <= toMs);
    const heard = whole.map((said, at) => {
      const shiftMs = errorsMs[(at + index) % errorsMs.length] ?? 0;
      const at2 = (ms: number): number => Math.min(Math.max(ms + shiftMs, fromMs), toMs);
      return { ...said, startMs: at2(said.startMs), endMs: at2(said.endMs) };
    });
    return windowOf('t1', samplesOfMs(fromMs), heard);
  });
}

function windowOf(trackId: string, startSample: number, words: readonly Word[]): ChunkResult {
  const first = words[0];
  const segment = first && {
    trackId,
    startMs: first.startMs,
    endMs: words.at(-1)?.endMs ?? 0,
    text: words.map(({ text }) => text).join(' '),
    confidence: 0.9,
    language: 'en',
    words,
  };
  return {
    trackId,
    startSample,
    sampleCount: 0,
    outcome: 'transcribed',
    reason: null,
    segments: segment ? [segment] : [],
  };
}

const textOf = (segments: readonly Segment[]): string[] => segments.flatMap(({ text }) => text.split(' '));
