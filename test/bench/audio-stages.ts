import { join } from 'node:path';
import { detectSpans, RECORDING_CHUNKS } from '../../src/audio/index.ts';
import { systemClock as clock } from '../../src/clock.ts';
import { projectRoot } from '../../src/config.ts';
import { SAMPLE_RATE_HZ } from '../../src/domain/audio.ts';
import { createLog } from '../../src/log.ts';
import { createFfmpegDecoder } from '../../src/providers/media/index.ts';
import { createSileroVoiceActivity } from '../../src/providers/onnx/index.ts';
import { childrenOf, peakMegabytes } from './cpu-time.ts';
import { cpuOf, type Stage } from './stage.ts';

const log = createLog('warn');
const limits = { maxBytes: 1e11, maxDurationMs: 1e9, stallTimeoutMs: 60_000, maxMemoryBytes: 2 ** 30 };

/** Looking costs a little CPU, so not at every second of sound. */
const LOOK_EVERY_BLOCKS = 60;

/** Decodes files one after the other, processes started anew for each. */
export async function decodeStage(name: string, paths: readonly string[]): Promise<Stage> {
  const decoder = createFfmpegDecoder({ log });
  let samples = 0;
  let childPeakMegabytes = 0;
  let looked = 0;
  const { cpuSeconds } = await cpuOf(async () => {
    for (const path of paths) {
      await using recording = await decoder.decode(path, { limits });
      for await (const block of recording.blocks) {
        samples += block.length;
        if (looked++ % LOOK_EVERY_BLOCKS === 0)
          childPeakMegabytes = Math.max(childPeakMegabytes, ...childrenOf(process.pid).map(peakMegabytes));
      }
    }
  });
  return { name, audioSeconds: samples / SAMPLE_RATE_HZ, cpuSeconds, childPeakMegabytes };
}

/** Speech detection and cutting; the decoding that feeds it is taken off. */
export async function speechStage(path: string, decodeCpuSeconds: number): Promise<Stage> {
  const modelPath = join(projectRoot, 'models', 'silero_vad_16k_op15.onnx');
  const { result, cpuSeconds } = await cpuOf(async () => {
    await using voices = createSileroVoiceActivity({ modelPath, clock, log });
    await using recording = await createFfmpegDecoder({ log }).decode(path, { limits });
    let samples = 0;
    for await (const span of detectSpans(recording.blocks, voices.detector(), RECORDING_CHUNKS)) {
      samples += span.kind === 'speech' ? span.pcm.length : span.sampleCount;
    }
    return samples;
  });
  const name = 'speech detection and cutting';
  return {
    name,
    audioSeconds: result / SAMPLE_RATE_HZ,
    cpuSeconds: cpuSeconds - decodeCpuSeconds,
    childPeakMegabytes: 0,
  };
}
