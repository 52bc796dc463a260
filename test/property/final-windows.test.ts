import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Chunker, RECORDING_CHUNKS } from '../../src/audio/chunker.ts';
import type { Span } from '../../src/audio/index.ts';
import { WindowPacker } from '../../src/audio/index.ts';
import { samplesOfMs } from '../../src/domain/audio.ts';
import { CUT_OVERLAP_MS, type SpeechWindow } from '../../src/domain/speech-window.ts';

const VAD_SAMPLES = 512;
/** A span that begins now is known so much later at most. */
const LONGEST_SPAN_SAMPLES = samplesOfMs(30_000);
type PackedWindow = Omit<SpeechWindow, 'trackId'>;
/** Talk and silence in turn, in windows of 32 ms: up to 45 s without a pause, pauses of up to 13 s. */
const talk = fc.array(
  fc.record({ speech: fc.integer({ min: 1, max: 1_400 }), silence: fc.integer({ min: 1, max: 400 }) }),
  { maxLength: 12 },
);
type Talk = readonly { readonly speech: number; readonly silence: number }[];

describe('windows of the final pass', () => {
  it('are made of the track’s own samples, in order, and no longer than 28 s', () => {
    fc.assert(
      fc.property(talk, (turns) => {
        const { track, windows } = pack(turns);
        for (const { pcm, pieces, startSample } of windows) {
          expect(pcm.length).toBeLessThanOrEqual(samplesOfMs(28_000));
          expect(pieces[0]?.startSample).toBe(startSample);
          let offset = 0;
          let position = -1;
          for (const piece of pieces) {
            expect(piece.offset).toBe(offset);
            expect(piece.startSample).toBeGreaterThan(position);
            const heard = pcm.subarray(offset, offset + piece.sampleCount);
            expect(same(heard, track.subarray(piece.startSample, piece.startSample + piece.sampleCount))).toBe(true);
            offset += piece.sampleCount;
            position = piece.startSample + piece.sampleCount;
          }
          expect(offset).toBe(pcm.length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('hold every span of speech, twice only around a cut, and have names of their own', () => {
    fc.assert(
      fc.property(talk, (turns) => {
        const { track, spans, windows } = pack(turns);
        const heard = timesHeard(track.length, windows);
        const speech = spans.filter((span) => span.kind === 'speech');
        const missed = speech.filter(({ startSample, pcm }) =>
          heard.subarray(startSample, startSample + pcm.length).includes(0),
        );
        expect(missed).toEqual([]);
        const cuts = speech.filter((span) => span.end === 'full').length;
        const twice = heard.reduce((sum, times) => sum + (times > 1 ? 1 : 0), 0);
        expect(twice).toBeLessThanOrEqual(cuts * samplesOfMs(CUT_OVERLAP_MS));
        expect(heard.reduce((most, times) => Math.max(most, times), 0)).toBeLessThanOrEqual(2);
        const names = windows.map((window) => window.startSample);
        expect(names).toEqual([...new Set(names)].sort((a, b) => a - b));
      }),
      { numRuns: 60 },
    );
  });

  it('are the same when they are closed as soon as nothing can join them', () => {
    fc.assert(
      fc.property(talk, (turns) => {
        const { track, spans, windows } = pack(turns);
        const early = packEarly(spans, track.length);
        expect(early.map(placeOf)).toEqual(windows.map(placeOf));
        for (const [index, { pcm }] of early.entries()) expect(same(pcm, windows[index]?.pcm ?? pcm)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  const seconds = (speech: number, silence: number) => ({
    speech: Math.round(speech * 31.25),
    silence: Math.round(silence * 31.25),
  });

  it.each([
    ['a pause for thought goes on in the same window', [seconds(4, 2), seconds(4, 5)], 1],
    ['a turn ends its window', [seconds(4, 5), seconds(4, 5)], 2],
    ['a lone word is heard with what comes next', [seconds(0.5, 60), seconds(4, 5)], 1],
    ['but not with what comes two minutes later', [seconds(0.5, 125), seconds(4, 5)], 2],
    ['what does not fit begins another window', [seconds(20, 1.5), seconds(20, 5)], 2],
    ['noise too short for a word makes none', [seconds(0.1, 5), seconds(0.1, 5)], 0],
  ])('%s', (_name, turns, count) => expect(pack(turns).windows).toHaveLength(count));

  it('shorten a pause to the sound around it', () => {
    const { windows } = pack([seconds(4, 2.5), seconds(4, 5)]);
    const [first, second] = windows[0]?.pieces ?? [];
    expect(windows[0]?.pieces).toHaveLength(2);
    const cutOut = (second?.startSample ?? 0) - (first?.startSample ?? 0) - (first?.sampleCount ?? 0);
    expect(cutOut / 16).toBeGreaterThan(1_800);
    expect(cutOut / 16).toBeLessThan(2_000);
  });
});

/** How often each sample of the track is heard. */
function timesHeard(samples: number, windows: readonly Pick<SpeechWindow, 'pieces'>[]): Uint8Array {
  const heard = new Uint8Array(samples);
  for (const { startSample, sampleCount } of windows.flatMap((window) => window.pieces))
    for (let at = startSample; at < startSample + sampleCount; at++) heard[at] = (heard[at] ?? 0) + 1;
  return heard;
}

function pack(turns: Talk) {
  const flags = turns.flatMap(({ speech, silence }) => [
    ...Array.from({ length: speech }, () => true),
    ...Array.from({ length: silence }, () => false),
  ]);
  const track = Float32Array.from({ length: flags.length * VAD_SAMPLES }, (_, index) => (index % 9_973) / 9_973);
  const chunker = new Chunker(RECORDING_CHUNKS);
  const spans: Span[] = flags.flatMap((hasSpeech, index) =>
    chunker.push({ pcm: track.subarray(index * VAD_SAMPLES, (index + 1) * VAD_SAMPLES), hasSpeech }),
  );
  spans.push(...chunker.flush());
  const packer = new WindowPacker();
  const windows: PackedWindow[] = spans.flatMap((span) => packer.push(span));
  return { track, spans, windows: [...windows, ...packer.flush()] };
}

/** Told after each second of the track how far it is; spans are known as late as may be. */
function packEarly(spans: readonly Span[], samples: number): PackedWindow[] {
  const packer = new WindowPacker();
  const windows: PackedWindow[] = [];
  let taken = 0;
  for (let position = 0; position <= samples + LONGEST_SPAN_SAMPLES; position += samplesOfMs(1_000)) {
    const settled = position - LONGEST_SPAN_SAMPLES;
    for (let span = spans[taken]; span && span.startSample < settled; span = spans[++taken])
      windows.push(...packer.push(span));
    windows.push(...packer.settle(settled));
  }
  return [...windows, ...packer.flush()];
}

const placeOf = ({ startSample, pieces, end, speechSamples }: PackedWindow) => ({
  startSample,
  pieces,
  end,
  speechSamples,
});

const same = (one: Float32Array, other: Float32Array): boolean => Buffer.compare(bytes(one), bytes(other)) === 0;
const bytes = ({ buffer, byteOffset, byteLength }: Float32Array): Buffer => Buffer.from(buffer, byteOffset, byteLength);
