import { availableParallelism, totalmem } from 'node:os';
import type { Config } from './config.ts';
import { engineSize } from './engine-size.ts';
import type { Logger } from './log.ts';
import type { Clock } from './ports/clock.ts';
import type { ModelFile } from './ports/model-library.ts';
import type { Transcriber } from './ports/transcriber.ts';
import { createCppTranscriber, modelFamily } from './providers/transcribe-cpp/index.ts';
import { createWhisperTranscriber, isWhisperCompiled } from './providers/whisper/index.ts';

type LocalEngine = Exclude<Config['WHISPER_ENGINE'], 'auto'>;

export interface LocalEngineBase {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * The engine of this machine for a model; part of the composition root.
 *
 * @param threads Of one transcription; as configured when null.
 * @throws MomError model_missing, model_damaged
 */
export async function openLocalEngine(
  file: ModelFile,
  threads: number | null,
  { config, clock, log }: LocalEngineBase,
): Promise<Transcriber> {
  const engine = await chooseEngine(file.path, config.WHISPER_ENGINE);
  const machine = { cores: availableParallelism(), memoryBytes: totalmem(), modelBytes: file.bytes };
  const size = engineSize({ ...machine, useGpu: config.WHISPER_GPU });
  const options = {
    clock,
    log,
    modelPath: file.path,
    modelName: file.name,
    workers: config.WHISPER_WORKERS ?? size.workers,
    threads: threads ?? config.WHISPER_THREADS ?? size.threads,
    timeoutMs: config.WHISPER_TIMEOUT_MS,
    idleMs: config.WHISPER_IDLE_MS,
    useGpu: config.WHISPER_GPU,
  };
  const transcriber =
    engine === 'transcribe.cpp' ? await createCppTranscriber(options) : createWhisperTranscriber(options);
  log.info({ engine: transcriber.health().description }, 'transcription engine chosen');
  return transcriber;
}

/** whisper.cpp knows more of Whisper; other families, and machines where nothing could be compiled, need the other one. */
async function chooseEngine(modelPath: string, wanted: Config['WHISPER_ENGINE']): Promise<LocalEngine> {
  if (wanted !== 'auto') return wanted;
  const isWhisper = (await modelFamily(modelPath)) === 'whisper' && !modelPath.endsWith('.gguf');
  return isWhisper && isWhisperCompiled() ? 'whisper.cpp' : 'transcribe.cpp';
}
