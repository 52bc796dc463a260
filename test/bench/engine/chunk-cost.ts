import { type Pcm, samplesOfMs } from '../../../src/domain/audio.ts';
import type { Transcriber } from '../../../src/ports/transcriber.ts';
import { shared } from '../../shared.ts';
import { readPcm } from '../../wav.ts';
import { cpuOf } from '../stage.ts';
import { openWhisper } from './open-engines.ts';

/** What a chunk costs one worker, by its length. */
export interface ChunkCost {
  /** Length in ms and CPU ms of a chunk, in order of length. */
  readonly points: readonly (readonly [audioMs: number, costMs: number])[];
  /** Straight lines between the points and beyond them. */
  costMs(audioMs: number): number;
}

const LENGTHS_MS = [1_000, 2_500, 5_000, 10_000];

/** Measures a model that is loaded already: CPU of parent and child for each chunk, the mean of `chunks`. */
export async function measureChunkCost(modelPath: string, chunks: number): Promise<ChunkCost> {
  await using engine = openWhisper(modelPath);
  const speech = readPcm(shared('data', 'diar', 'convo', 'convo-5spk.wav'));
  await hear(engine, speech.slice(0, samplesOfMs(1_000)));
  const points: [number, number][] = [];
  for (const ms of LENGTHS_MS) {
    const { cpuSeconds } = await cpuOf(async () => {
      for (let index = 0; index < chunks; index++)
        await hear(engine, speech.slice(index * samplesOfMs(ms), (index + 1) * samplesOfMs(ms)));
    });
    points.push([ms, (cpuSeconds * 1_000) / chunks]);
  }
  return { points, costMs: (audioMs) => between(points, audioMs) };
}

const hear = (engine: Transcriber, pcm: Pcm): Promise<unknown> => engine.transcribe({ pcm, language: 'en' });

function between(points: ChunkCost['points'], audioMs: number): number {
  const after = Math.min(
    Math.max(
      points.findIndex(([ms]) => ms >= audioMs),
      1,
    ),
    points.length - 1,
  );
  const index = audioMs > (points.at(-1)?.[0] ?? 0) ? points.length - 1 : after;
  const [fromMs = 0, fromCost = 0] = points[index - 1] ?? [];
  const [toMs = 0, toCost = 0] = points[index] ?? [];
  return Math.max(0, fromCost + ((toCost - fromCost) * (audioMs - fromMs)) / (toMs - fromMs));
}
