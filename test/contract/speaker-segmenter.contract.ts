import { expect, it } from 'vitest';
import type { Pcm } from '../../src/domain/audio.ts';
import {
  SEGMENT_FRAME_SAMPLES,
  SEGMENT_WINDOW_SAMPLES,
  type SpeakerSegmenter,
} from '../../src/ports/speaker-segmenter.ts';

/** Windows to hear. */
export interface SegmenterWindows {
  /** Somebody talks all the time. */
  readonly one: () => Pcm;
  /** Two people talk, each for some seconds. */
  readonly two: () => Pcm;
}

const SECOND_FRAMES = 16_000 / SEGMENT_FRAME_SAMPLES;

/** What every SpeakerSegmenter keeps to. */
export function speakerSegmenterContract(create: () => SpeakerSegmenter, { one, two }: SegmenterWindows): void {
  it('gives a flag for each frame of each voice', async () => {
    await using segmenter = create();
    const voices = await segmenter.segment(two());
    const frames = SEGMENT_WINDOW_SAMPLES / SEGMENT_FRAME_SAMPLES;
    for (const voice of voices) {
      expect(Math.abs(voice.length - frames)).toBeLessThan(5);
      expect(voice.every((flag) => flag === 0 || flag === 1)).toBe(true);
      expect(voice).toContain(1);
    }
  });

  it('hears nobody in silence', async () => {
    await using segmenter = create();
    expect(await segmenter.segment(new Float32Array(SEGMENT_WINDOW_SAMPLES))).toEqual([]);
  });

  it('tells one voice from two', async () => {
    await using segmenter = create();
    const [alone, second = 0] = spoken(await segmenter.segment(one()));
    expect(alone).toBeGreaterThan(5 * SECOND_FRAMES);
    expect(second).toBeLessThan(SECOND_FRAMES);
    const [, other] = spoken(await segmenter.segment(two()));
    expect(other).toBeGreaterThan(2 * SECOND_FRAMES);
  });

  it('says the same about the same, whatever it heard before', async () => {
    await using segmenter = create();
    const first = await segmenter.segment(two());
    await segmenter.segment(one());
    expect(await segmenter.segment(two())).toEqual(first);
  });

  it('answers many tracks at once, each its own', async () => {
    await using segmenter = create();
    const [alone, pair] = [await segmenter.segment(one()), await segmenter.segment(two())];
    const answers = await Promise.all([two(), one(), two()].map((window) => segmenter.segment(window)));
    expect(answers).toEqual([pair, alone, pair]);
  });

  it('is not confused by samples that are no numbers', async () => {
    await using segmenter = create();
    const broken = one().map((sample, index) => (index % 1_000 === 0 ? Number.NaN : sample));
    const [alone, second = 0] = spoken(await segmenter.segment(broken));
    expect(alone).toBeGreaterThan(SECOND_FRAMES);
    expect(second).toBeLessThan(3 * SECOND_FRAMES);
    const [again] = spoken(await segmenter.segment(one()));
    expect(again).toBeGreaterThan(5 * SECOND_FRAMES);
  });

  it('refuses what is no whole window', async () => {
    await using segmenter = create();
    for (const length of [0, 1, SEGMENT_WINDOW_SAMPLES - 1, SEGMENT_WINDOW_SAMPLES + 1])
      await expect(segmenter.segment(new Float32Array(length))).rejects.toMatchObject({ code: 'diarization_failed' });
  });

  it('rejects an aborted call with the reason, and the call can be made again', async () => {
    await using segmenter = create();
    const reason = new Error('not wanted');
    await expect(segmenter.segment(one(), AbortSignal.abort(reason))).rejects.toBe(reason);
    const controller = new AbortController();
    const call = segmenter.segment(one(), controller.signal);
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
    expect(await segmenter.segment(one())).not.toEqual([]);
  });

  it('ends twice and takes no more calls', async () => {
    const segmenter = create();
    await segmenter.segment(one());
    await Promise.all([segmenter[Symbol.asyncDispose](), segmenter[Symbol.asyncDispose]()]);
    await expect(segmenter.segment(one())).rejects.toMatchObject({ code: 'aborted' });
  });
}

/** Frames of each voice, the longest first. */
const spoken = (voices: readonly Uint8Array[]): readonly number[] =>
  voices.map((frames) => frames.reduce((sum, flag) => sum + flag, 0)).toSorted((a, b) => b - a);
