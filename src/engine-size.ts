export interface Machine {
  readonly cores: number;
  readonly memoryBytes: number;
  readonly modelBytes: number;
  readonly useGpu: boolean;
}

export interface EngineSize {
  /** Transcriptions at once, each in a process with the model. */
  readonly workers: number;
  /** Of one transcription. */
  readonly threads: number;
}

/** More gain little, and each holds the model. */
const MOST_WORKERS = 4;
const MOST_THREADS = 4;
/** On a GPU a second one is there so that no window of a final pass holds up captions. */
const GPU_SIZE: EngineSize = { workers: 2, threads: 2 };
/** whisper.cpp needs the model and as much again for half of it (docs/operations.md). */
const MEMORY_PER_MODEL = 1.5;
/** What the models may take of a machine. */
const MEMORY_SHARE = 0.5;

/** What suits a machine: many transcriptions with a thread each cost less than one with many (research/speech.md). */
export function engineSize({ cores, memoryBytes, modelBytes, useGpu }: Machine): EngineSize {
  if (useGpu) return GPU_SIZE;
  const fitting = Math.floor((memoryBytes * MEMORY_SHARE) / (Math.max(modelBytes, 1) * MEMORY_PER_MODEL));
  const workers = Math.max(1, Math.min(MOST_WORKERS, cores, fitting));
  return { workers, threads: Math.max(1, Math.min(MOST_THREADS, Math.floor(cores / workers))) };
}
