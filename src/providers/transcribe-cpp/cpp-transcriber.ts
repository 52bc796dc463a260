import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { ChildPool } from '../../child/index.ts';
import { SAMPLE_RATE_HZ, samplesOfMs } from '../../domain/audio.ts';
import { MomError, toMomError } from '../../errors.ts';
import type {
  Transcriber,
  TranscriberCapabilities,
  TranscriberHealth,
  Transcription,
  TranscriptionRequest,
  TranscriptionStream,
} from '../../ports/transcriber.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { CppInit } from './cpp-init.ts';
import { engineVersion } from './engine-version.ts';
import { type ModelFamily, modelFamily } from './model-family.ts';
import { type CppOptions, poolOptions } from './pool-options.ts';
import { StreamPlaces } from './stream-places.ts';

/** The programs of the children. */
export interface CppModules {
  readonly chunks: URL;
  readonly streams: URL;
}

const children: CppModules = {
  chunks: new URL('./cpp-child.ts', import.meta.url),
  streams: new URL('./cpp-stream-child.ts', import.meta.url),
};

/**
 * transcribe.cpp in child processes. Reads the first bytes of the model; nothing is started before the first chunk.
 *
 * @throws MomError model_missing, model_damaged
 */
export async function createCppTranscriber(options: CppOptions, modules = children): Promise<Transcriber> {
  return new CppTranscriber(options, await modelFamily(options.modelPath), modules);
}

class CppTranscriber implements Transcriber {
  readonly concurrency: number;
  readonly #options: CppOptions;
  readonly #name: string;
  readonly #pool: ChildPool<CppInit, TranscriptionRequest, Transcription>;
  readonly #streams: StreamPlaces;
  #capabilities: TranscriberCapabilities;
  #useGpu: boolean;

  constructor(options: CppOptions, family: ModelFamily, modules: CppModules) {
    this.#capabilities = capabilitiesOf[family];
    this.concurrency = options.workers;
    this.#options = options;
    this.#name = options.modelName ?? basename(options.modelPath);
    this.#useGpu = options.useGpu;
    const prepare = async (): Promise<CppInit> => this.#init();
    this.#pool = new ChildPool(poolOptions(options, modules.chunks, prepare));
    this.#streams = new StreamPlaces(poolOptions(options, modules.streams, prepare));
  }

  get capabilities(): TranscriberCapabilities {
    return this.#capabilities;
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

  async openStream(
    { language }: { readonly language: string | null },
    signal?: AbortSignal,
  ): Promise<TranscriptionStream> {
    if (!this.#capabilities.streaming) throw new MomError('stt_no_stream', `the model ${this.#name} does not stream`);
    try {
      return await this.#streams.open(language, signal);
    } catch (error) {
      const fault = toMomError(error);
      if (fault.code === 'stt_no_stream') this.#leaveStreams(fault);
      if (fault.code === 'stt_gpu') this.#leaveGpu(fault);
      throw error;
    }
  }

  health(): TranscriberHealth {
    const [chunks, streams] = [this.#pool.counters, this.#streams.counts];
    const device = this.#useGpu ? 'GPU where there is one, else CPU' : 'CPU';
    return {
      description: `transcribe.cpp ${engineVersion()}, model ${this.#name}, ${device}`,
      jobs: chunks.jobs + streams.jobs,
      restarts: chunks.restarts + streams.restarts,
      faults: chunks.faults + streams.faults,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#pool[Symbol.asyncDispose](), this.#streams[Symbol.asyncDispose]()]);
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

  /** For good: another child would load the same model. The one that knows ends when it was idle for long. */
  #leaveStreams(error: MomError): void {
    if (this.#capabilities.streaming)
      this.#options.log.warn({ err: error }, 'the model does not stream, transcription goes on with whole chunks');
    this.#capabilities = { ...this.#capabilities, streaming: false };
  }
}

function checkLength({ pcm }: TranscriptionRequest, maxChunkMs: number): void {
  if (pcm.length <= samplesOfMs(maxChunkMs)) return;
  const seconds = (pcm.length / SAMPLE_RATE_HZ).toFixed(1);
  throw new MomError('stt_failed', `a chunk of ${seconds} s is longer than the ${maxChunkMs / 1_000} s of one request`);
}
