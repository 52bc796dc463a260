import type { Measure } from './measure.ts';

/** How much of it is measured. */
export interface StageSettings {
  readonly isQuick: boolean;
  /** Length of what is heard; each stage has its own unless told. */
  readonly minutes?: number;
  /** Of the memory test; see chaos. */
  readonly jobs?: number;
  /** For files; gone after the stage. */
  readonly folder: string;
}

export interface EngineStage {
  readonly name: string;
  readonly title: string;
  run(settings: StageSettings): Promise<readonly Measure[]>;
}

/** What a stage needs is not on this machine: it is counted as not run, not as failed. */
export class NotRunHere extends Error {}
