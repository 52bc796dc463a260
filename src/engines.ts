import type { Config } from './config.ts';
import { refuseEgress } from './egress.ts';
import { MomError } from './errors.ts';
import { openLocalEngine } from './local-engine.ts';
import type { Logger } from './log.ts';
import type { Clock } from './ports/clock.ts';
import type { DownloadProgress, ModelFile, ModelLibrary } from './ports/model-library.ts';
import type { SpeakerSegmenter } from './ports/speaker-segmenter.ts';
import type { Transcriber } from './ports/transcriber.ts';
import type { VoiceActivity } from './ports/voice-activity.ts';
import { createPyannoteSegmenter, createSileroVoiceActivity } from './providers/onnx/index.ts';
import {
  createHttpTranscriber,
  type HttpEngineHost,
  parseHosts,
  type TranscriptionUsage,
} from './providers/stt-http/index.ts';

/** The speech detector that stands in models/ of the project. */
const VAD_MODEL = 'silero_vad_16k_op15.onnx';
/** What tells voices apart stands there too. */
const SEGMENTATION_MODEL = 'pyannote-segmentation-3.0.int8.onnx';

export interface EngineOptions {
  readonly model: string;
  /** Name or path of another model for captions, opened beside it. */
  readonly liveModel?: string;
  readonly threads?: number;
  readonly onDownload?: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal;
}

export interface EngineBase {
  readonly config: Config;
  readonly models: ModelLibrary;
  readonly clock: Clock;
  readonly log: Logger;
  /** Hears of everything that an engine elsewhere bills. */
  readonly onUsage: (usage: TranscriptionUsage) => void;
}

/** What hears and what writes down. */
export interface Ears {
  readonly transcriber: Transcriber;
  readonly voiceActivity: VoiceActivity;
  /** Only with `liveModel`. */
  readonly liveTranscriber?: Transcriber;
  /** Not where its model is missing or damaged. */
  readonly segmenter?: SpeakerSegmenter;
}

/** The engines of this process, opened when they are first wanted; part of the composition root. */
export class Engines implements AsyncDisposable {
  readonly #base: EngineBase;
  readonly #stack = new AsyncDisposableStack();
  readonly #opened = new Map<string, Promise<Ears>>();

  constructor(base: EngineBase) {
    this.#base = base;
  }

  /**
   * Meetings with the same engine share it: each one more would hold its model in memory again.
   *
   * @throws MomError model_missing, model_unknown, model_damaged, config_invalid
   */
  async open(engine: EngineOptions): Promise<Ears> {
    const ears = await this.#share(engine);
    if (!engine.liveModel || engine.liveModel === engine.model) return ears;
    const { transcriber } = await this.#share({ ...engine, model: engine.liveModel });
    return { ...ears, liveTranscriber: transcriber };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }

  #share(engine: EngineOptions): Promise<Ears> {
    const key = `${engine.model} ${engine.threads ?? ''}`;
    const ears = this.#opened.get(key) ?? this.#open(engine);
    this.#opened.set(key, ears);
    ears.catch(() => this.#opened.delete(key)); // the next meeting tries again
    return ears;
  }

  async #open(engine: EngineOptions): Promise<Ears> {
    const { clock, log, models } = this.#base;
    const modelPath = await vadModel(models);
    const segmentation = await segmentationModel(this.#base);
    const transcriber = await this.#openTranscriber(engine);
    const voiceActivity = this.#stack.use(createSileroVoiceActivity({ modelPath, clock, log }));
    if (segmentation === null) return { transcriber, voiceActivity };
    const segmenter = this.#stack.use(createPyannoteSegmenter({ modelPath: segmentation, clock, log }));
    return { transcriber, voiceActivity, segmenter };
  }

  /** Hosts of WHISPER_URL when there are some, with the local engine behind them where its model is here; else the local engine. */
  async #openTranscriber(engine: EngineOptions): Promise<Transcriber> {
    const { config, clock, log, models, onUsage } = this.#base;
    if (!config.WHISPER_URL) return await this.#local(engine, await obtainModel(this.#base, engine));
    const hosts = parseHosts(config.WHISPER_URL).map((host) => withKey(host, config));
    const file = await models.find(engine.model);
    const fallback = file ? { fallback: await this.#local(engine, file) } : {};
    const options = { hosts, timeoutMs: config.WHISPER_TIMEOUT_MS, clock, log, onUsage };
    return this.#stack.use(createHttpTranscriber({ ...options, ...fallback }));
  }

  async #local(engine: EngineOptions, file: ModelFile): Promise<Transcriber> {
    return this.#stack.use(await openLocalEngine(file, engine.threads ?? null, this.#base));
  }
}

/** Groq's key is for Groq alone. */
function withKey(host: HttpEngineHost, { secrets }: Config): HttpEngineHost {
  const apiKey = host.kind === 'groq' ? secrets.GROQ_API_KEY : secrets.WHISPER_API_KEY;
  return apiKey ? { ...host, apiKey } : host;
}

async function obtainModel(
  { models, config }: EngineBase,
  { model, onDownload, signal }: EngineOptions,
): Promise<ModelFile> {
  if (config.ZERO_EGRESS && !(await models.find(model))) refuseEgress(config, [model]);
  const onProgress = onDownload ? { onProgress: onDownload } : {};
  return await models.obtain(model, { ...onProgress, ...(signal ? { signal } : {}) });
}

async function vadModel(models: ModelLibrary): Promise<string> {
  const file = await models.find(VAD_MODEL);
  if (!file)
    throw new MomError('model_missing', `The speech detector ${VAD_MODEL} is missing from models/ of the project.`);
  return file.path;
}

/** Its path. A meeting does without: the notice is all that it costs. */
async function segmentationModel({ models, log }: EngineBase): Promise<string | null> {
  try {
    return (await models.find(SEGMENTATION_MODEL))?.path ?? null;
  } catch (error: unknown) {
    log.warn({ err: error }, 'a shared microphone will not be noticed');
    return null;
  }
}
