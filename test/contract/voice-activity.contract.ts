import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Pcm } from '../../src/domain/audio.ts';
import { type SpeechDetector, VAD_WINDOW_SAMPLES, type VoiceActivity } from '../../src/ports/voice-activity.ts';

const RUNS = 15;

/** What every VoiceActivity keeps to. `speech` is a few seconds of talk, in whole windows. */
export function voiceActivityContract(create: () => VoiceActivity, speech: () => Pcm): void {
  const silence = (): Pcm => new Float32Array(speech().length);

  it('gives one probability for each window', async () => {
    await using voiceActivity = create();
    const probabilities = await voiceActivity.detector().probabilities(speech());
    expect(probabilities).toHaveLength(speech().length / VAD_WINDOW_SAMPLES);
    for (const probability of probabilities) {
      expect(probability).toBeGreaterThanOrEqual(0);
      expect(probability).toBeLessThanOrEqual(1);
    }
    expect(await voiceActivity.detector().probabilities(new Float32Array(0))).toHaveLength(0);
  });

  it('tells speech from silence', async () => {
    await using voiceActivity = create();
    const heard = await voiceActivity.detector().probabilities(speech());
    const still = await voiceActivity.detector().probabilities(silence());
    expect(mean(heard)).toBeGreaterThan(0.5);
    expect(mean(still)).toBeLessThan(0.1);
  });

  it('says the same about the same, however the track is cut into calls', async () => {
    await using voiceActivity = create();
    const whole = await voiceActivity.detector().probabilities(speech());
    const lengths = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(lengths, async (windows) => {
        expect(await inParts(voiceActivity.detector(), speech(), windows)).toEqual(whole);
      }),
      { numRuns: RUNS },
    );
  });

  it('keeps the tracks apart', async () => {
    await using voiceActivity = create();
    const [one, other] = [voiceActivity.detector(), voiceActivity.detector()];
    const whole = await voiceActivity.detector().probabilities(speech());
    const half = VAD_WINDOW_SAMPLES * Math.floor(whole.length / 2);
    const calls = [
      one.probabilities(speech().subarray(0, half)),
      other.probabilities(silence()),
      one.probabilities(speech().subarray(half)),
    ] as const;
    const [first, still, second] = await Promise.all(calls);
    expect(Float32Array.of(...first, ...second)).toEqual(whole);
    expect(mean(still)).toBeLessThan(0.1);
  });

  it('refuses what is not made of whole windows', async () => {
    await using voiceActivity = create();
    const call = voiceActivity.detector().probabilities(new Float32Array(VAD_WINDOW_SAMPLES + 1));
    await expect(call).rejects.toMatchObject({ code: 'vad_failed' });
  });

  it('is not confused for good by samples that are no numbers', async () => {
    await using voiceActivity = create();
    const detector = voiceActivity.detector();
    await detector.probabilities(new Float32Array(VAD_WINDOW_SAMPLES * 4).fill(Number.NaN));
    expect(mean(await detector.probabilities(speech()))).toBeGreaterThan(0.5);
  });

  it('rejects an aborted call with the reason, and the call can be made again', async () => {
    await using voiceActivity = create();
    const whole = await voiceActivity.detector().probabilities(speech());
    const detector = voiceActivity.detector();
    const reason = new Error('not wanted');
    await expect(detector.probabilities(speech(), AbortSignal.abort(reason))).rejects.toBe(reason);
    const controller = new AbortController();
    const call = detector.probabilities(speech(), controller.signal);
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
    expect(await detector.probabilities(speech())).toEqual(whole);
  });

  it('ends twice and takes no more calls', async () => {
    const voiceActivity = create();
    const detector = voiceActivity.detector();
    await detector.probabilities(silence());
    await Promise.all([voiceActivity[Symbol.asyncDispose](), voiceActivity[Symbol.asyncDispose]()]);
    await expect(detector.probabilities(silence())).rejects.toMatchObject({ code: 'aborted' });
  });
}

/** The track in calls of so many windows, and the rest in one. */
async function inParts(detector: SpeechDetector, pcm: Pcm, windows: readonly number[]): Promise<Float32Array> {
  const answers: number[] = [];
  let start = 0;
  for (const count of [...windows, pcm.length]) {
    const part = pcm.subarray(start, start + count * VAD_WINDOW_SAMPLES);
    answers.push(...(await detector.probabilities(part)));
    start += part.length;
  }
  return Float32Array.from(answers);
}

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
