import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { msOfSamples } from '../../src/domain/audio.ts';
import type { Segment, Word } from '../../src/domain/segment.ts';
import type { SpeechWindow, WindowPiece } from '../../src/domain/speech-window.ts';
import { toTrackTimes } from '../../src/transcription/index.ts';

/** Pieces of a track with what was left out between them, and words anywhere in the window. */
const window = fc
  .record({
    startSample: fc.integer({ min: 0, max: 1e8 }),
    pieces: fc.array(
      fc.record({ sampleCount: fc.integer({ min: 3_200, max: 96_000 }), gap: fc.integer({ min: 1_600, max: 1e7 }) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
  })
  .map(({ startSample, pieces }): SpeechWindow => {
    const placed: WindowPiece[] = [];
    let [offset, at] = [0, startSample];
    for (const { sampleCount, gap } of pieces) {
      placed.push({ offset, startSample: at, sampleCount });
      offset += sampleCount;
      at += sampleCount + gap;
    }
    const pcm = new Float32Array(offset);
    return { trackId: 't1', startSample, pcm, end: 'pause', speechSamples: offset, pieces: placed };
  });
const marks = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 30 });

describe('times of a packed window', () => {
  it('stay in order, inside the sound that was heard, and keep every word', () => {
    fc.assert(
      fc.property(window, marks, fc.boolean(), (packed, at, isTimed) => {
        const segment = segmentAt(packed, at, isTimed);
        const placed = toTrackTimes([segment], packed);
        expect(placed.map(({ text }) => text).join(' ')).toBe(segment.text);
        expect(placed.flatMap(({ words }) => words.map(({ text }) => text))).toEqual(
          segment.words.map(({ text }) => text),
        );
        const times = isTimed ? placed.flatMap(({ words }) => words) : placed;
        for (const { startMs, endMs } of [...times, ...placed]) {
          expect(isHeard(packed, startMs) && isHeard(packed, endMs)).toBe(true);
          expect(endMs).toBeGreaterThanOrEqual(startMs);
        }
        const starts = times.map(({ startMs }) => startMs);
        expect(starts).toEqual(starts.toSorted((a, b) => a - b));
        const across = placed.filter(({ startMs, endMs }) => pieceAt(packed, startMs) !== pieceAt(packed, endMs));
        expect(isTimed ? across : []).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('are exact for a word that lies in one piece', () => {
    fc.assert(
      fc.property(window, fc.nat(), fc.double({ min: 0, max: 0.9, noNaN: true }), (packed, which, part) => {
        const piece = packed.pieces[which % packed.pieces.length] ?? raise();
        const inPiece = Math.floor(part * piece.sampleCount);
        const startMs = msOfSamples(packed.startSample) + (piece.offset + inPiece) / 16;
        const word: Word = { text: 'here', startMs, endMs: startMs + 1, confidence: 1 };
        const segment: Segment = {
          trackId: 't1',
          startMs,
          endMs: startMs + 1,
          text: 'here',
          confidence: 1,
          language: 'en',
          words: [word],
        };
        const [placed] = toTrackTimes([segment], packed);
        expect(Math.abs((placed?.startMs ?? -1) - (piece.startSample + inPiece) / 16)).toBeLessThanOrEqual(1.1);
      }),
    );
  });

  it('divide a script without spaces without adding any', () => {
    const words = ['你', '好', '再', '见'].map(
      (text, index): Word => ({ text, startMs: index * 500, endMs: index * 500 + 400, confidence: 0.8 }),
    );
    const segment: Segment = {
      trackId: 't1',
      startMs: 0,
      endMs: 2_000,
      text: '你好再见',
      confidence: 0.8,
      language: 'zh',
      words,
    };
    const pieces = [
      { offset: 0, startSample: 0, sampleCount: 16_000 },
      { offset: 16_000, startSample: 160_000, sampleCount: 16_000 },
    ];
    const packed: SpeechWindow = {
      trackId: 't1',
      startSample: 0,
      pcm: new Float32Array(32_000),
      end: 'pause',
      speechSamples: 0,
      pieces,
    };
    expect(toTrackTimes([segment], packed).map(({ text, startMs, endMs }) => ({ text, startMs, endMs }))).toEqual([
      { text: '你好', startMs: 0, endMs: 900 },
      { text: '再见', startMs: 10_000, endMs: 10_900 },
    ]);
  });
});

function segmentAt(packed: SpeechWindow, marks: readonly number[], isTimed: boolean): Segment {
  const firstMs = msOfSamples(packed.startSample);
  const lengthMs = msOfSamples(packed.pcm.length);
  const at = marks.map((mark) => firstMs + Math.round(mark * lengthMs)).sort((a, b) => a - b);
  const words = at
    .slice(1)
    .map((endMs, index): Word => ({ text: `w${index}`, startMs: at[index] ?? 0, endMs, confidence: 0.5 }));
  return {
    trackId: 't1',
    startMs: at[0] ?? 0,
    endMs: at.at(-1) ?? 0,
    text: words.map(({ text }) => text).join(' '),
    confidence: 0.5,
    language: 'en',
    words: isTimed ? words : [],
  };
}

const pieceAt = ({ pieces }: SpeechWindow, ms: number): number =>
  pieces.findIndex(
    ({ startSample, sampleCount }) => ms >= msOfSamples(startSample) && ms <= msOfSamples(startSample + sampleCount),
  );
const isHeard = (packed: SpeechWindow, ms: number): boolean => pieceAt(packed, ms) >= 0;
const raise = (): never => {
  throw new Error('no piece');
};
