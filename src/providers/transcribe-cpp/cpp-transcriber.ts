import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { ChildPool } from '../../child/index.ts';
import { SAMPLE_RATE_HZ, samplesOfMs } from '../../domain/audio.ts';
import { MomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type {
  Transcriber,
  TranscriberCapabilities,
  TranscriberHealth,
  Transcription,
  TranscriptionRequest,
} from '../../ports/transcriber.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { CppInit } from './cpp-init.ts';
import { engineVersion } from './engine-version.ts';
import { type ModelFamily, modelFamily } from './model-family.ts';

export interface CppOptions {
  readonly modelPath: string;
  /** For people; the file's name unless told. */
  readonly modelName?: string;
  /** Child processes; each holds the model. */
  readonly workers: number;
  readonly threads: number;
  /** For one chunk; the child is killed after it. */
  readonly timeoutMs: number;
  readonly idleMs: number;
  readonly useGpu: boolean;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A model of 3 GB from a slow disk. */
const START_TIMEOUT_MS = 120_000;
const GRACE_MS = 2_000;
const QUEUE_LIMIT = 64;

const child = new URL('./cpp-child.ts', import.meta.url);

/**
 * transcribe.cpp in child processes. Reads the first bytes of the model; nothing is started before the first chunk.
 *
 * @throws MomError model_missing, model_damaged
 */
export async function createCppTranscriber(options: CppOptions): Promise<Transcriber> {
  return new CppTranscriber(options, await modelFamily(options.modelPath));
}

class CppTranscriber implements Transcriber {
  readonly capabilities: TranscriberCapabilities;
  readonly concurrency: number;
  readonly #options: CppOptions;
  readonly #name: string;
  readonly #pool: ChildPool<CppInit, TranscriptionRequest, Transcription>;
  #useGpu: boolean;

  constructor(options: CppOptions, family: ModelFamily) {
    this.capabilities = capabilitiesOf[family];
    this.concurrency = options.workers;
    this.#options = options;
    this.#name = options.modelName ?? basename(options.modelPath);
    this.#useGpu = options.useGpu;
    this.#pool = createPool(options, async () => this.#init());
  }

  async transcribe(request: TranscriptionRequest, signal?: AbortSignal): Promise<Transcription> {
    checkLength(request, this.capabilities.maxChunkMs);
    try {
      return await this.#pool.run(request, signal, request.isUrgent);
    } catch (error) {
      if (!(error instanceof MomError) || error.code !== 'stt_gpu') throw error;
      this.#leaveGpu(error);
      return await this.#pool.run(request, signal, request.isUrgent);
    }
  }

  health(): TranscriberHealth {
    const { jobs, restarts, faults } = this.#pool.counters;
    const device = this.#useGpu ? 'GPU where there is one, else CPU' : 'CPU';
    return { description: `transcribe.cpp ${engineVersion()}, model ${this.#name}, ${device}`, jobs, restarts, faults };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool[Symbol.asyncDispose]();
  }

  #init(): CppInit {
    const { modelPath, threads } = this.#options;
    // More threads than cores cost a hundred times the time here.
    return {
      modelPath,
      modelName: this.#name,
      threads: Math.min(threads, availableParallelism()),
      useGpu: this.#useGpu,
    };
  }

  /** For good: a GPU that is full or gone would cost a start of every child. */
  #leaveGpu(error: MomError): void {
    if (this.#useGpu)
      this.#options.log.warn({ err: error }, 'the GPU can not be used, transcription goes on with the CPU');
    this.#useGpu = false;
  }
}

function createPool(
  { workers, threads, timeoutMs, idleMs, clock, log }: CppOptions,
  prepare: () => Promise<CppInit>,
): ChildPool<CppInit, TranscriptionRequest, Transcription> {
  return new ChildPool({
    name: 'transcribe-cpp',
    module: child,
    prepare,
    // OpenMP's threads would spin through a core each while they wait for work.
    env: { OMP_NUM_THREADS: String(threads), OMP_WAIT_POLICY: 'passive', UV_THREADPOOL_SIZE: '2' },
    workers,
    queueLimit: QUEUE_LIMIT,
    startTimeoutMs: START_TIMEOUT_MS,
    jobTimeoutMs: timeoutMs,
    idleMs,
    graceMs: GRACE_MS,
    failureCodes: { crashed: 'stt_crashed', timedOut: 'stt_timeout', failed: 'stt_failed' },
    clock,
    log,
  });
}

function checkLength({ pcm }: TranscriptionRequest, maxChunkMs: number): void {
  if (pcm.length <= samplesOfMs(maxChunkMs)) return;
  const seconds = (pcm.length / SAMPLE_RATE_HZ).toFixed(1);
  throw new MomError('stt_failed', `a chunk of ${seconds} s is longer than the ${maxChunkMs / 1_000} s of one request`);
}
