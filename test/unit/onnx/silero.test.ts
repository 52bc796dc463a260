import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { projectRoot } from '../../../src/config.ts';
import type { Pcm } from '../../../src/domain/audio.ts';
import { VAD_WINDOW_SAMPLES, type VoiceActivity } from '../../../src/ports/voice-activity.ts';
import { createSileroVoiceActivity } from '../../../src/providers/onnx/index.ts';
import { untilGone } from '../../doubles/processes.ts';
import { type LogLine, recordedLog, startedProcesses } from '../../doubles/recorded-log.ts';
import { WatchedClock } from '../../doubles/watched-clock.ts';
import { hasShared, shared } from '../../shared.ts';
import { readPcm } from '../../wav.ts';

const MODEL = join(projectRoot, 'models', 'silero_vad_16k_op15.onnx');
const MINUTE_SAMPLES = VAD_WINDOW_SAMPLES * 1_875;
const IDLE_MS = 30_000;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mom-silero-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function silero(modelPath = MODEL, clock = systemClock): { voiceActivity: VoiceActivity; lines: readonly LogLine[] } {
  const { log, lines } = recordedLog();
  return { voiceActivity: createSileroVoiceActivity({ modelPath, idleMs: IDLE_MS, clock, log }), lines };
}

const wholeWindows = (pcm: Pcm): Pcm => pcm.subarray(0, pcm.length - (pcm.length % VAD_WINDOW_SAMPLES));
const minuteOf = (sample: (index: number) => number): Pcm =>
  Float32Array.from({ length: MINUTE_SAMPLES }, (_, index) => sample(index));
const tone = (hz: number): Pcm => minuteOf((index) => 0.3 * Math.sin((2 * Math.PI * hz * index) / 16_000));

/** The same noise each time (mulberry32). */
function noise(loudness: number): Pcm {
  let seed = 1;
  return minuteOf(() => {
    seed = (seed + 0x6d_2b_79_f5) | 0;
    const mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    const value = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed));
    return loudness * (((value ^ (value >>> 14)) >>> 0) / 2 ** 31 - 1);
  });
}

describe('Silero on what is no speech', () => {
  it.each([
    ['quiet noise', noise(0.01)],
    ['noise', noise(0.1)],
    ['loud noise', noise(0.9)],
    ['mains hum', tone(50)],
    ['a tone of 440 Hz', tone(440)],
    ['a tone of 2 kHz', tone(2_000)],
  ])('stays under one half for a minute: %s', async (_, pcm) => {
    await using voiceActivity = silero().voiceActivity;
    expect(Math.max(...(await voiceActivity.detector().probabilities(pcm)))).toBeLessThan(0.5);
  });

  it.skipIf(!hasShared).each([['silence-10s.wav'], ['pink-noise-10s.wav'], ['tone-10s.wav']])(
    'stays under one half: %s',
    async (name) => {
      await using voiceActivity = silero().voiceActivity;
      const pcm = wholeWindows(readPcm(shared('data', 'odd', name)));
      expect(Math.max(...(await voiceActivity.detector().probabilities(pcm)))).toBeLessThan(0.5);
    },
  );
});

describe.skipIf(!hasShared)('Silero on speech', () => {
  const speech = (): Pcm => wholeWindows(readPcm(shared('data', 'speech', 'en', 'jfk.wav')));

  it('is mostly over one half, and under it in the pauses', async () => {
    await using voiceActivity = silero().voiceActivity;
    const probabilities = await voiceActivity.detector().probabilities(speech());
    const spoken = probabilities.filter((probability) => probability >= 0.5).length;
    expect(spoken / probabilities.length).toBeGreaterThan(0.6);
    expect(spoken / probabilities.length).toBeLessThan(0.9);
  });

  it('loses nothing when its child is killed in the middle of a track', async () => {
    const { voiceActivity, lines } = silero();
    await using _ = voiceActivity;
    const whole = await voiceActivity.detector().probabilities(speech());
    const detector = voiceActivity.detector();
    const half = VAD_WINDOW_SAMPLES * 170;
    const first = await detector.probabilities(speech().subarray(0, half));
    const rest = detector.probabilities(speech().subarray(half));
    process.kill(startedProcesses(lines)[0]!, 'SIGKILL');
    expect(Float32Array.of(...first, ...(await rest))).toEqual(whole);
    expect(startedProcesses(lines)).toHaveLength(2);
  });

  it('gives its memory back when nobody asks for long, and goes on where it was', async () => {
    const clock = new WatchedClock();
    const { voiceActivity, lines } = silero(MODEL, clock);
    await using _ = voiceActivity;
    const whole = await voiceActivity.detector().probabilities(speech());
    const detector = voiceActivity.detector();
    const half = VAD_WINDOW_SAMPLES * 170;
    const first = await detector.probabilities(speech().subarray(0, half));
    await clock.advance(IDLE_MS);
    await untilGone(startedProcesses(lines)[0]!, 5_000);
    expect(Float32Array.of(...first, ...(await detector.probabilities(speech().subarray(half))))).toEqual(whole);
  });
});

describe('a model that is no Silero', () => {
  const window = new Float32Array(VAD_WINDOW_SAMPLES);

  it('is missing', async () => {
    await using voiceActivity = silero(join(folder, 'none.onnx')).voiceActivity;
    await expect(voiceActivity.detector().probabilities(window)).rejects.toMatchObject({ code: 'model_missing' });
  });

  it('is damaged when it was cut off', async () => {
    const path = join(folder, 'cut.onnx');
    writeFileSync(path, readFileSync(MODEL).subarray(0, 900_000));
    const { voiceActivity, lines } = silero(path);
    await using _ = voiceActivity;
    await expect(voiceActivity.detector().probabilities(window)).rejects.toMatchObject({ code: 'model_damaged' });
    expect(lines.filter((line) => line['msg'] === 'child died')).toEqual([]);
  });

  it.skipIf(!hasShared)('is damaged when it does something else', async () => {
    const { voiceActivity, lines } = silero(shared('models', 'toy-xvector-libri.onnx'));
    await using _ = voiceActivity;
    const call = voiceActivity.detector().probabilities(window);
    await expect(call).rejects.toMatchObject({ code: 'model_damaged', message: /it is no Silero VAD model/ });
    expect(lines.filter((line) => line['msg'] === 'child died')).toEqual([]);
  });
});
