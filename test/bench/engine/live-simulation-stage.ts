import { join } from 'node:path';
import { type LiveSimulationReport, simulateLive } from '../live-simulation.ts';
import { type ModelSize, writeRandomModel } from '../random-model.ts';
import { type ChunkCost, measureChunkCost } from './chunk-cost.ts';
import type { EngineStage, StageSettings } from './engine-stage.ts';
import { atMost, exactly, holds, type Measure, told } from './measure.ts';

const MINUTES = { full: 60, quick: 10 };
/** With more speakers an overload shows soon, and each minute of it takes longer to simulate. */
const MOST_MINUTES_CROWDED = 15;
const SPEAKERS = 10;
const MANY_SPEAKERS = 40;
/** Cores of the smallest machine that is promised this. */
const WORKERS = 2;
const TALK_SHARE = 0.4;
/** Ends of the pause of 300 ms, the engine, everything: in ms after the last word. */
const BAR_MS = { p50: 1_000, p95: 2_000 };
/** Of every chunk, short ones too: 150 words a minute are 12 in 5 s. */
const WORDS = 16;
/** An engine this much too slow for its load is overloaded without doubt. */
const OVERLOAD = 1.5;
const LIVE_CHUNK_MS = 5_000;
/** Chunks lengthen to this and no more; whoever reads has lost the thread by then. */
const LONGEST_CHUNK_MS = 10_000;

/** An hour of talk through the true live path, in simulated time, with engine costs measured now. */
export const liveSimulation: EngineStage = {
  name: 'live-simulation',
  title: 'an hour live on two workers, simulated with measured costs',
  run: async (settings) => {
    const tiny = await costOf('tiny', settings);
    const base = await costOf('base', settings);
    return [
      ...costsOf('tiny-sized', tiny),
      ...costsOf('base-sized', base),
      ...promised(await simulate(SPEAKERS, tiny, settings)),
      ...many('tiny-sized', await simulate(MANY_SPEAKERS, tiny, settings), loadOf(MANY_SPEAKERS, tiny)),
      ...many('base-sized', await simulate(MANY_SPEAKERS, base, settings), loadOf(MANY_SPEAKERS, base)),
      ...overloaded(await simulate(MANY_SPEAKERS, slowed(base), settings)),
    ];
  },
};

async function costOf(size: ModelSize, { folder, isQuick }: StageSettings): Promise<ChunkCost> {
  const model = writeRandomModel(size, join(folder, `${size}.bin`), { words: WORDS, chunkSeconds: 5 });
  return await measureChunkCost(model.path, isQuick ? 3 : 8);
}

function simulate(
  speakers: number,
  cost: ChunkCost,
  { isQuick, minutes }: StageSettings,
): Promise<LiveSimulationReport> {
  const wanted = minutes ?? (isQuick ? MINUTES.quick : MINUTES.full);
  const length = speakers > SPEAKERS ? Math.min(wanted, MOST_MINUTES_CROWDED) : wanted;
  return simulateLive({
    speakers,
    durationMs: length * 60_000,
    talkShare: TALK_SHARE,
    workers: WORKERS,
    costMs: cost.costMs,
  });
}

/** Part of the workers' time that full chunks of this many speakers take; short ones take more. */
const loadOf = (speakers: number, cost: ChunkCost): number =>
  (speakers * TALK_SHARE * cost.costMs(LIVE_CHUNK_MS)) / LIVE_CHUNK_MS / WORKERS;

function slowed(cost: ChunkCost): ChunkCost {
  const factor = OVERLOAD / loadOf(MANY_SPEAKERS, cost);
  return { points: cost.points, costMs: (audioMs) => cost.costMs(audioMs) * factor };
}

const costsOf = (name: string, { points }: ChunkCost): Measure[] =>
  points.map(([audioMs, costMs]) => told(`${name}: CPU of a chunk of ${audioMs / 1_000} s`, Math.round(costMs), 'ms'));

function promised({ delayMs, chunks, chunksLost, wordsLost, utterances }: LiveSimulationReport): Measure[] {
  const name = `${SPEAKERS} speakers, tiny-sized`;
  return [
    atMost(`${name}: delay after the last word, p50`, delayMs.p50, BAR_MS.p50, 'ms'),
    atMost(`${name}: delay, p95`, delayMs.p95, BAR_MS.p95, 'ms'),
    told(`${name}: delay, most`, delayMs.max, 'ms'),
    ...lossless(name, chunksLost, wordsLost),
    told(`${name}: utterances`, utterances),
    told(`${name}: chunks`, chunks),
  ];
}

function many(engine: string, report: LiveSimulationReport, load: number): Measure[] {
  const name = `${MANY_SPEAKERS} speakers, ${engine}`;
  return [
    told(`${name}: full chunks would take of the workers' time`, Math.round(load * 100), '%'),
    told(`${name}: delay, p50`, report.delayMs.p50, 'ms'),
    told(`${name}: delay, p95`, report.delayMs.p95, 'ms'),
    told(`${name}: chunks that grew while they waited`, report.chunksGrown),
    ...lossless(name, report.chunksLost, report.wordsLost),
    told(`${name}: until all was read after the end`, report.recoveryMs, 'ms'),
  ];
}

function overloaded(report: LiveSimulationReport): Measure[] {
  const name = `overload (${MANY_SPEAKERS} speakers, an engine ${OVERLOAD} x too slow)`;
  return [
    holds(`${name}: chunks lengthen`, report.chunksGrown > 0 && report.longestChunkMs > LIVE_CHUNK_MS),
    atMost(`${name}: longest chunk`, report.longestChunkMs, LONGEST_CHUNK_MS, 'ms'),
    ...lossless(name, report.chunksLost, report.wordsLost),
    told(`${name}: delay, p95`, report.delayMs.p95, 'ms'),
    told(`${name}: longest lag`, report.longestLagMs, 'ms'),
    told(`${name}: until all was read after the end`, report.recoveryMs, 'ms'),
  ];
}

const lossless = (name: string, chunksLost: number, wordsLost: number): Measure[] => [
  exactly(`${name}: chunks lost`, chunksLost, 0),
  exactly(`${name}: words lost`, wordsLost, 0),
];
