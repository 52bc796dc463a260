import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { projectRoot } from '../../../src/config.ts';
import { SEGMENT_WINDOW_SAMPLES } from '../../../src/ports/speaker-segmenter.ts';
import { createPyannoteSegmenter } from '../../../src/providers/onnx/index.ts';
import { untilGone } from '../../doubles/processes.ts';
import { recordedLog, startedProcesses } from '../../doubles/recorded-log.ts';
import { WatchedClock } from '../../doubles/watched-clock.ts';

const MODEL = join(projectRoot, 'models', 'pyannote-segmentation-3.0.int8.onnx');
const IDLE_MS = 30_000;
const hum = Float32Array.from({ length: SEGMENT_WINDOW_SAMPLES }, (_, index) => Math.sin(index / 20) * 0.2);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mom-segmenter-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function aSegmenter(modelPath = MODEL, clock = systemClock) {
  const { log, lines } = recordedLog();
  return { segmenter: createPyannoteSegmenter({ modelPath, idleMs: IDLE_MS, clock, log }), lines };
}

describe("pyannote's child", () => {
  it('is started anew when it dies, and no window is lost', async () => {
    const { segmenter, lines } = aSegmenter();
    await using _ = segmenter;
    const before = await segmenter.segment(hum);
    const windows = Array.from({ length: 6 }, () => segmenter.segment(hum));
    process.kill(startedProcesses(lines)[0]!, 'SIGKILL');
    expect(await Promise.all(windows)).toEqual(windows.map(() => before));
    expect(startedProcesses(lines)).toHaveLength(2);
  });

  it('gives its memory back when nobody asks for long', async () => {
    const clock = new WatchedClock();
    const { segmenter, lines } = aSegmenter(MODEL, clock);
    await using _ = segmenter;
    await segmenter.segment(hum);
    await clock.advance(IDLE_MS);
    await untilGone(startedProcesses(lines)[0]!, 5_000);
  });
});

describe('a model that is no segmentation', () => {
  it('is missing', async () => {
    await using segmenter = aSegmenter(join(folder, 'none.onnx')).segmenter;
    await expect(segmenter.segment(hum)).rejects.toMatchObject({ code: 'model_missing' });
  });

  it('is damaged when it was cut off, or does something else', async () => {
    const cut = join(folder, 'cut.onnx');
    writeFileSync(cut, readFileSync(MODEL).subarray(0, 900_000));
    const silero = join(projectRoot, 'models', 'silero_vad_16k_op15.onnx');
    for (const path of [cut, silero]) {
      const { segmenter, lines } = aSegmenter(path);
      await using _ = segmenter;
      await expect(segmenter.segment(hum)).rejects.toMatchObject({
        code: 'model_damaged',
        message: expect.stringContaining(path),
      });
      expect(lines.filter((line) => line['msg'] === 'child died')).toEqual([]);
    }
  });
});
