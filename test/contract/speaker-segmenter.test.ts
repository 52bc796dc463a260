import { join } from 'node:path';
import { describe } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { projectRoot } from '../../src/config.ts';
import type { Pcm } from '../../src/domain/audio.ts';
import { createLog } from '../../src/log.ts';
import { SEGMENT_WINDOW_SAMPLES } from '../../src/ports/speaker-segmenter.ts';
import { createPyannoteSegmenter } from '../../src/providers/onnx/index.ts';
import { FakeSpeakerSegmenter } from '../doubles/fake-speaker-segmenter.ts';
import { hasShared, shared } from '../shared.ts';
import { readPcm } from '../wav.ts';
import { speakerSegmenterContract } from './speaker-segmenter.contract.ts';

const level = (loudness: number): Pcm => new Float32Array(SEGMENT_WINDOW_SAMPLES / 2).fill(loudness);
function joined(first: Pcm, second: Pcm): Pcm {
  const pcm = new Float32Array(first.length + second.length);
  pcm.set(first);
  pcm.set(second, first.length);
  return pcm;
}

describe('FakeSpeakerSegmenter', () => {
  speakerSegmenterContract(() => new FakeSpeakerSegmenter(), {
    one: () => joined(level(0.5), level(0.5)),
    two: () => joined(level(0.5), level(0.8)),
  });
});

describe.skipIf(!hasShared)('pyannote', () => {
  const speech = (name: string): Pcm => readPcm(shared('data', 'speech', 'en', name));
  speakerSegmenterContract(
    () =>
      createPyannoteSegmenter({
        modelPath: join(projectRoot, 'models', 'pyannote-segmentation-3.0.int8.onnx'),
        clock: systemClock,
        log: createLog('error'),
      }),
    {
      one: () => speech('jfk.wav').slice(0, SEGMENT_WINDOW_SAMPLES),
      two: () => {
        const half = SEGMENT_WINDOW_SAMPLES / 2;
        return joined(speech('jfk.wav').slice(0, half), speech('LJ001-0001.wav').slice(0, half));
      },
    },
  );
});
