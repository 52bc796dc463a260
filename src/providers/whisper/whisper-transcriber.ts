import { basename, join } from 'node:path';
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
import { describeEngine, type EngineFacts, readEngineFacts } from './engine-description.ts';
import { isWhisperLanguage } from './languages.ts';
import { checkModelFile } from './model-file.ts';
import type { WhisperInit } from './whisper-init.ts';

export interface WhisperOptions {
  readonly modelPath: string;
  /** For people; the file's name unless told. */
  readonly modelName?: string;
  /** Child processes; each holds the model. */
  readonly workers: number;
  /** Threads in each child. More than there are cores is far slower. */
  readonly threads: number;
  /** For one chunk; the child is killed after it. */
  readonly timeoutMs: number;
  readonly idleMs: number;
  readonly useGpu: boolean;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Whisper's window. */
const MAX_CHUNK_MS = 30_000;
/** A model of 3 GB from a slow disk. */
const START_TIMEOUT_MS = 120_000;
const GRACE_MS = 2_000;
const QUEUE_LIMIT = 64;

const capabilities: TranscriberCapabilities = {
  wordTimes: true,
  tokenProbabilities: true,
  prompt: true,
  beam: true,
  translate: true,
  shortContext: true,
  maxChunkMs: MAX_CHUNK_MS,
  streaming: false,
};

const child = new URL('./whisper-child.ts', import.meta.url);

/** whisper.cpp in child processes. Nothing is started before the first chunk. */
export function createWhisperTranscriber(options: WhisperOptions, module = child): Transcriber {
  return new WhisperTranscriber(options, module);
}

class WhisperTranscriber implements Transcriber {
  readonly capabilities = capabilities;
  readonly concurrency: number;
  readonly #options: WhisperOptions;
  readonly #engine = readEngineFacts();
  #useGpu: boolean;
  readonly #pool: ChildPool<WhisperInit, TranscriptionRequest, Transcription>;

  constructor(options: WhisperOptions, module: URL) {
    this.concurrency = options.workers;
    this.#options = options;
    this.#useGpu = options.useGpu;
    this.#pool = createPool(options, this.#engine, module, () => this.#prepare());
  }

  async transcribe(request: TranscriptionRequest, signal?: AbortSignal): Promise<Transcription> {
    checkRequest(request);
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
    const { modelName, modelPath } = this.#options;
    const description = describeEngine(this.#engine, modelName ?? basename(modelPath), this.#useGpu);
    return { description, jobs, restarts, faults };
  }

  async #prepare(): Promise<WhisperInit> {
    const { modelPath, threads, log } = this.#options;
    const model = await checkModelFile(modelPath);
    if (!model.hasWeights)
      log.warn({ model: modelPath }, 'the Whisper model is a stub without weights: it says nothing');
    return { model, useGpu: this.#useGpu, threads };
  }

  /** For good: a GPU that is full or gone would cost a start of every child. */
  #leaveGpu(error: MomError): void {
    if (this.#useGpu)
      this.#options.log.warn({ err: error }, 'the GPU can not be used, transcription goes on with the CPU');
    this.#useGpu = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool[Symbol.asyncDispose]();
  }
}

function createPool(
  options: WhisperOptions,
  engine: EngineFacts,
  module: URL,
  prepare: () => Promise<WhisperInit>,
): ChildPool<WhisperInit, TranscriptionRequest, Transcription> {
  const { workers, threads, timeoutMs, idleMs, clock, log } = options;
  return new ChildPool({
    name: 'whisper',
    module,
    prepare,
    env: childSettings(threads, engine),
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

/** OpenMP's threads would spin through a core each while they wait for work. */
function childSettings(threads: number, engine: EngineFacts): Readonly<Record<string, string>> {
  return {
    OMP_NUM_THREADS: String(threads),
    OMP_WAIT_POLICY: 'passive',
    UV_THREADPOOL_SIZE: '2',
    ...(engine.home ? { GGML_METAL_PATH_RESOURCES: join(engine.home, 'whisper.cpp', 'ggml', 'src') } : {}),
  };
}

function checkRequest({ pcm, language }: TranscriptionRequest): void {
  if (pcm.length > samplesOfMs(MAX_CHUNK_MS)) {
    const seconds = (pcm.length / SAMPLE_RATE_HZ).toFixed(1);
    throw new MomError('stt_failed', `a chunk of ${seconds} s is longer than the 30 s that Whisper reads at once`);
  }
  if (language !== null && !isWhisperLanguage(language))
    throw new MomError('stt_language', `Whisper knows no language "${language}"`);
}
