import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Chunker, type ChunkerOptions, type Span } from '../../src/audio/chunker.ts';
import { samplesOfMs } from '../../src/domain/audio.ts';

const WINDOW = 512;

/** Runs of silence and speech as a talk has them, in windows of 32 ms. */
const runs = fc.array(fc.record({ hasSpeech: fc.boolean(), windows: fc.integer({ min: 1, max: 260 }) }), {
  maxLength: 30,
});
const tail = fc.integer({ min: 0, max: WINDOW - 1 });
const options = fc.constantFrom<ChunkerOptions>(
  { maxChunkMs: 5_000, pauseMs: 300, minSpeechMs: 250, padMs: 200 },
  { maxChunkMs: 28_000, pauseMs: 300, minSpeechMs: 250, padMs: 200 },
  { maxChunkMs: 1_000, pauseMs: 500, minSpeechMs: 0, padMs: 0 },
);

describe('chunker', () => {
  it('gives every sample exactly once, in order, and none that was not there', () => {
    fc.assert(
      fc.property(runs, tail, options, (talk, tailSamples, chunkerOptions) => {
        const { track, spans } = cut(talk, tailSamples, chunkerOptions);
        let position = 0;
        for (const span of spans) {
          expect(span.startSample).toBe(position);
          if (span.kind === 'speech') expect(span.pcm).toEqual(track.slice(position, position + span.pcm.length));
          position += lengthOf(span);
        }
        expect(position).toBe(track.length);
      }),
      { numRuns: 150 },
    );
  });

  it('never makes a chunk longer than allowed, nor an empty one', () => {
    fc.assert(
      fc.property(runs, tail, options, (talk, tailSamples, chunkerOptions) => {
        for (const span of cut(talk, tailSamples, chunkerOptions).spans) {
          expect(lengthOf(span)).toBeGreaterThan(0);
          if (span.kind === 'speech')
            expect(span.pcm.length).toBeLessThanOrEqual(samplesOfMs(chunkerOptions.maxChunkMs));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('keeps every run of speech that is long enough inside chunks', () => {
    fc.assert(
      fc.property(runs, options, (talk, chunkerOptions) => {
        const { spans, speechAt } = cut(talk, 0, chunkerOptions);
        const isHeard = (sample: number) =>
          spans.some(
            (span) =>
              span.kind === 'speech' && sample >= span.startSample && sample < span.startSample + span.pcm.length,
          );
        for (const { start, samples } of speechAt) {
          if (samples < samplesOfMs(chunkerOptions.minSpeechMs)) continue;
          for (let sample = start; sample < start + samples; sample += WINDOW) expect(isHeard(sample)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('makes no chunk of silence, however long', () => {
    const { spans } = cut([{ hasSpeech: false, windows: 20_000 }], 17, {
      maxChunkMs: 5_000,
      pauseMs: 300,
      minSpeechMs: 250,
      padMs: 200,
    });
    expect(spans.filter((span) => span.kind === 'speech')).toEqual([]);
  });

  it('ends a chunk at a pause of 300 ms and holds on through a shorter one', () => {
    const talk = (pauseWindows: number) => [
      { hasSpeech: true, windows: 30 },
      { hasSpeech: false, windows: pauseWindows },
      { hasSpeech: true, windows: 30 },
      { hasSpeech: false, windows: 40 },
    ];
    const live: ChunkerOptions = { maxChunkMs: 5_000, pauseMs: 300, minSpeechMs: 250, padMs: 200 };
    expect(cut(talk(9), 0, live).spans.filter((span) => span.kind === 'speech')).toHaveLength(1);
    expect(cut(talk(10), 0, live).spans.filter((span) => span.kind === 'speech')).toHaveLength(2);
  });

  it('cuts a long monologue at its softest place', () => {
    const chunker = new Chunker({ maxChunkMs: 5_000, pauseMs: 300, minSpeechMs: 250, padMs: 200 });
    const softWindow = 130; // inside the last 40 % of a 5 s chunk (156 windows)
    const spans: Span[] = [];
    for (let index = 0; index < 200; index++) {
      spans.push(
        ...chunker.push({ pcm: new Float32Array(WINDOW).fill(index === softWindow ? 0.001 : 0.5), hasSpeech: true }),
      );
    }
    expect(spans).toHaveLength(1);
    expect(lengthOf(spans[0]!)).toBe(softWindow * WINDOW);
  });
});

function cut(
  talk: readonly { hasSpeech: boolean; windows: number }[],
  tailSamples: number,
  chunkerOptions: ChunkerOptions,
) {
  const total = talk.reduce((sum, run) => sum + run.windows * WINDOW, 0) + tailSamples;
  const track = Float32Array.from({ length: total }, (_, index) => (index % 997) / 997);
  const chunker = new Chunker(chunkerOptions);
  const spans: Span[] = [];
  const speechAt: { start: number; samples: number }[] = [];
  let position = 0;
  for (const run of talk) {
    const last = speechAt.at(-1);
    if (run.hasSpeech && last && last.start + last.samples === position) last.samples += run.windows * WINDOW;
    else if (run.hasSpeech) speechAt.push({ start: position, samples: run.windows * WINDOW });
    for (let window = 0; window < run.windows; window++, position += WINDOW) {
      spans.push(...chunker.push({ pcm: track.subarray(position, position + WINDOW), hasSpeech: run.hasSpeech }));
    }
  }
  if (tailSamples > 0) spans.push(...chunker.push({ pcm: track.subarray(position), hasSpeech: false }));
  return { track, spans: [...spans, ...chunker.flush()], speechAt };
}

const lengthOf = (span: Span): number => (span.kind === 'speech' ? span.pcm.length : span.sampleCount);
