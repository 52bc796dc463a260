import { chaos } from './chaos.ts';
import type { EngineStage } from './engine-stage.ts';
import { finalPass } from './final-pass-stage.ts';
import { liveChunk } from './live-chunk.ts';
import { liveSimulation } from './live-simulation-stage.ts';
import { nothing } from './nothing.ts';

/** In the order of issue and document. */
export const engineStages: readonly EngineStage[] = [liveChunk, finalPass, liveSimulation, nothing, chaos];
