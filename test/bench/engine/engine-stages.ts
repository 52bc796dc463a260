import type { EngineStage } from './engine-stage.ts';
import { liveChunk } from './live-chunk.ts';

/** In the order of issue and document. */
export const engineStages: readonly EngineStage[] = [liveChunk];
