import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VoiceCheck } from '../../../src/diarization/index.ts';
import { samplesOfMs } from '../../../src/domain/audio.ts';
import { FakeSpeakerSegmenter } from '../../doubles/fake-speaker-segmenter.ts';

/** Somebody, by loudness, speaks for so many seconds. */
type Speech = readonly [level: number, seconds: number];

const ANN = 0.3;
const BEN = 0.6;

function aCheck(segmenter = new FakeSpeakerSegmenter()) {
  const told = { several: 0, faults: [] as unknown[] };
  const check = new VoiceCheck({
    segment: (window) => segmenter.segment(window),
    onSeveral: () => {
      told.several += 1;
    },
    onFault: (error) => told.faults.push(error),
  });
  const hear = async (...speeches: readonly Speech[]): Promise<boolean> => {
    for (const [level, seconds] of speeches)
      await check.take(new Float32Array(samplesOfMs(seconds * 1_000)).fill(level));
    return await check.finish();
  };
  return { check, segmenter, told, hear };
}

const turns = (count: number, ...speeches: readonly Speech[]): Speech[] =>
  Array.from({ length: count }, () => speeches).flat();

describe('a track of one voice', () => {
  it('has no others, however long it is and however it comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }), async (seconds) => {
        const { hear, told } = aCheck();
        expect(await hear(...seconds.map((length): Speech => [ANN, length]))).toBe(false);
        expect(told).toEqual({ several: 0, faults: [] });
      }),
      { numRuns: 20 },
    );
  });

  it('is not heard at all while it is short', async () => {
    const { hear, segmenter } = aCheck();
    await hear([ANN, 35]);
    expect(segmenter.windows).toBe(0);
  });
});

describe('a track of several voices', () => {
  it('is noticed once, and not listened to any more', async () => {
    const { hear, segmenter, told } = aCheck();
    expect(await hear(...turns(20, [ANN, 8], [BEN, 8]))).toBe(true);
    expect(told.several).toBe(1);
    expect(segmenter.windows).toBeLessThan(20);
  });

  it('is noticed at the end where it is not plain before', async () => {
    const { hear, told } = aCheck();
    expect(await hear(...turns(8, [ANN, 50], [BEN, 6]))).toBe(true);
    expect(told.several).toBe(0);
  });

  it('is judged by all of it, not by how it began', async () => {
    const { hear, told } = aCheck();
    expect(await hear([ANN, 40], ...turns(3, [BEN, 6], [ANN, 15]), [ANN, 3_600])).toBe(false);
    expect(told.several).toBe(0);
  });

  it('is noticed when a second person comes to the microphone later', async () => {
    const { hear } = aCheck();
    expect(await hear([ANN, 300], ...turns(12, [BEN, 8], [ANN, 6]))).toBe(true);
  });

  it.each<readonly [string, readonly Speech[]]>([
    ['what others say for a moment', turns(20, [ANN, 9], [BEN, 1])],
    [
      'one call from the other room',
      [
        [ANN, 60],
        [BEN, 5],
        [ANN, 60],
      ],
    ],
    ['a second voice that is rare', turns(6, [ANN, 120], [BEN, 4])],
    ['too little to judge by', turns(5, [ANN, 8], [BEN, 8])],
  ])('is not said of %s', async (_, speeches) => {
    const { hear, told } = aCheck();
    expect(await hear(...speeches)).toBe(false);
    expect(told.several).toBe(0);
  });
});

describe('a model that fails', () => {
  it('is told of once, and costs nothing but the notice', async () => {
    const segmenter = new FakeSpeakerSegmenter();
    segmenter.failsAfter = 3;
    const { hear, told } = aCheck(segmenter);
    expect(await hear(...turns(20, [ANN, 8], [BEN, 8]))).toBe(false);
    expect(told.faults).toEqual([expect.objectContaining({ code: 'diarization_failed' })]);
    expect(segmenter.windows).toBe(4);
  });
});

describe('a model that is slow', () => {
  it('lets a few stretches of speech wait, and no more', async () => {
    const slow = Promise.withResolvers<readonly Uint8Array[]>();
    const check = new VoiceCheck({ segment: () => slow.promise, onFault: () => undefined });
    const stretch = new Float32Array(samplesOfMs(60_000)).fill(ANN);
    for (let count = 0; count < 4; count += 1) await check.take(stretch);
    let isTaken = false;
    const next = check.take(stretch).then(() => {
      isTaken = true;
    });
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    expect(isTaken).toBe(false);
    slow.resolve([]);
    await next;
    expect(await check.finish()).toBe(false);
  });
});
