import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { MomError } from './errors.ts';
import { Spending, type Spent } from './ledger/index.ts';
import { createLog, type Logger } from './log.ts';
import { type MeetingDesk, type MeetingPorts, MeetingService } from './meeting/index.ts';
import { writeExtractiveMinutes } from './minutes/index.ts';
import type { Clock } from './ports/clock.ts';
import type { DocumentWriter } from './ports/document-writer.ts';
import type { MeetingStore } from './ports/meeting-store.ts';
import type { DownloadProgress, ModelFile, ModelLibrary } from './ports/model-library.ts';
import type { DecodeLimits } from './ports/recording-decoder.ts';
import type { Transcriber } from './ports/transcriber.ts';
import { createDocumentWriter } from './providers/documents/index.ts';
import { createFfmpegDecoder } from './providers/media/index.ts';
import { createModelLibrary } from './providers/models/index.ts';
import { createSileroVoiceActivity } from './providers/onnx/index.ts';
import { createSqliteJobQueue } from './providers/queue/index.ts';
import { openDatabase } from './providers/sqlite/index.ts';
import { createSqliteMeetingStore } from './providers/store/index.ts';
import {
  createHttpTranscriber,
  type HttpEngineHost,
  parseHosts,
  type TranscriptionUsage,
} from './providers/stt-http/index.ts';
import { createWhisperTranscriber } from './providers/whisper/index.ts';

/** The speech detector that stands in models/ of the project. */
const VAD_MODEL = 'silero_vad_16k_op15.onnx';
/** FFmpeg needs about 150 MB for any length of recording (test/bench); four times that is a file that means harm. */
const MEMORY_LIMIT_BYTES = 600 * 1_024 * 1_024;
/** FFmpeg gives a second of sound within milliseconds; half a minute without any is a file that hangs it. */
const STALL_TIMEOUT_MS = 30_000;

export interface AppOverrides {
  readonly clock?: Clock;
  readonly log?: Logger;
  /** ":memory:" for work that leaves nothing behind. */
  readonly databasePath?: string;
}

export interface EngineOptions {
  readonly model: string;
  readonly threads?: number;
  readonly onDownload?: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal;
}

/** Everything that runs, wired. Closed in reverse order of opening. */
export interface App extends AsyncDisposable {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly timeZone: string;
  /** What this process has spent on transcription so far. */
  readonly spent: () => Spent;
  /** False when everything is forgotten at the end. */
  readonly isLasting: boolean;
  readonly store: MeetingStore;
  readonly models: ModelLibrary;
  readonly documents: DocumentWriter;
  readonly meetings: MeetingService;
  /** Deletes a meeting with the files that were written for it in DATA_DIR; true when there was one. */
  forget(meetingId: string): Promise<boolean>;
  /** Opens engine and speech detection for a run. */
  openPorts(engine: EngineOptions): Promise<MeetingPorts>;
}

/** Where the files of a meeting are written unless somebody says otherwise. */
export const meetingFolder = (config: Config, meetingId: string): string => join(config.dataDir, 'meetings', meetingId);

/** The models alone, for what needs no database. */
export function createModels(config: Config, log: Logger = createLog(config.LOG_LEVEL)): ModelLibrary {
  return createModelLibrary({ folders: config.modelFolders, cacheFolder: config.modelCache, log, clock: systemClock });
}

/** @throws MomError store_failed */
export async function createApp(config: Config, overrides: AppOverrides = {}): Promise<App> {
  const stack = new AsyncDisposableStack();
  const clock = overrides.clock ?? systemClock;
  const log = overrides.log ?? createLog(config.LOG_LEVEL);
  const timeZone = config.TIME_ZONE ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const database = stack.use(await openDatabase(overrides.databasePath ?? join(config.dataDir, 'mom.db'), { log }));
  const store = createSqliteMeetingStore(database);
  const queue = stack.use(createSqliteJobQueue(database, { clock, log }));
  const documents = stack.use(
    createDocumentWriter({ timeZone, ...(config.PDF_FONT ? { pdfFont: config.PDF_FONT } : {}) }),
  );
  const models = createModels(config, log);
  const desk: MeetingDesk = {
    store,
    queue,
    clock,
    log,
    limits: decodeLimits(config),
    writeMinutes: async (input) => writeExtractiveMinutes({ ...input, timeZone }),
  };

  const meetings = new MeetingService(desk);
  const engines = new Map<string, Promise<MeetingPorts>>();
  const spending = new Spending();

  async function open(engine: EngineOptions): Promise<MeetingPorts> {
    const modelPath = await vadModel(models);
    const transcriber = await openTranscriber({ config, models, clock, log }, engine, spending, stack);
    const voiceActivity = stack.use(createSileroVoiceActivity({ modelPath, clock, log }));
    return { ...desk, decoder: createFfmpegDecoder({ log }), voiceActivity, transcriber };
  }

  /** Meetings with the same engine share it: each one more would hold its model in memory again. */
  function openPorts(engine: EngineOptions): Promise<MeetingPorts> {
    const key = `${engine.model} ${engine.threads ?? ''}`;
    const ports = engines.get(key) ?? open(engine);
    engines.set(key, ports);
    ports.catch(() => engines.delete(key));
    return ports;
  }

  async function forget(meetingId: string): Promise<boolean> {
    // The files first: should this be interrupted, the meeting is still known and can be forgotten again.
    if (await store.findMeeting(meetingId))
      await rm(meetingFolder(config, meetingId), { recursive: true, force: true });
    return meetings.forget(meetingId);
  }

  const dispose = () => stack.disposeAsync();
  return {
    config,
    clock,
    log,
    timeZone,
    spent: () => spending.total,
    isLasting: overrides.databasePath !== ':memory:',
    store,
    models,
    documents,
    meetings,
    openPorts,
    forget,
    [Symbol.asyncDispose]: dispose,
  };
}

interface EngineBase {
  readonly config: Config;
  readonly models: ModelLibrary;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Hosts of WHISPER_URL when there are some, with the local engine behind them where its model is here; else the local engine. */
async function openTranscriber(
  base: EngineBase,
  engine: EngineOptions,
  spending: Spending,
  stack: AsyncDisposableStack,
): Promise<Transcriber> {
  const { config, clock, log } = base;
  if (!config.WHISPER_URL) return stack.use(localTranscriber(base, engine, await obtainModel(base, engine)));
  const hosts = parseHosts(config.WHISPER_URL).map((host) => withKey(host, config));
  const file = await base.models.find(engine.model);
  const fallback = file ? { fallback: stack.use(localTranscriber(base, engine, file)) } : {};
  const onUsage = (usage: TranscriptionUsage): void => {
    spending.add(isFree(usage) ? 0 : usage.costMicroUsd);
    log.info({ ...usage }, 'transcription used');
  };
  return stack.use(
    createHttpTranscriber({ hosts, timeoutMs: config.WHISPER_TIMEOUT_MS, clock, log, onUsage, ...fallback }),
  );
}

/** whisper.cpp's server is somebody's own machine. */
const isFree = (usage: TranscriptionUsage): boolean => usage.provider === 'whisper-server';

/** Groq's key is for Groq alone. */
function withKey(host: HttpEngineHost, { secrets }: Config): HttpEngineHost {
  const apiKey = host.kind === 'groq' ? secrets.GROQ_API_KEY : secrets.WHISPER_API_KEY;
  return apiKey ? { ...host, apiKey } : host;
}

function obtainModel({ models }: EngineBase, { model, onDownload, signal }: EngineOptions): Promise<ModelFile> {
  const onProgress = onDownload ? { onProgress: onDownload } : {};
  return models.obtain(model, { ...onProgress, ...(signal ? { signal } : {}) });
}

function localTranscriber(
  { config, clock, log }: EngineBase,
  { threads }: EngineOptions,
  file: ModelFile,
): Transcriber {
  return createWhisperTranscriber({
    clock,
    log,
    modelPath: file.path,
    modelName: file.name,
    workers: config.WHISPER_WORKERS,
    threads: threads ?? config.WHISPER_THREADS,
    timeoutMs: config.WHISPER_TIMEOUT_MS,
    idleMs: config.WHISPER_IDLE_MS,
    useGpu: config.WHISPER_GPU,
  });
}

function decodeLimits(config: Config): DecodeLimits {
  return {
    maxBytes: config.MAX_RECORDING_MB * 1_000_000,
    maxDurationMs: config.MAX_RECORDING_HOURS * 3_600_000,
    stallTimeoutMs: STALL_TIMEOUT_MS,
    maxMemoryBytes: MEMORY_LIMIT_BYTES,
  };
}

async function vadModel(models: ModelLibrary): Promise<string> {
  const file = await models.find(VAD_MODEL);
  if (!file)
    throw new MomError('model_missing', `The speech detector ${VAD_MODEL} is missing from models/ of the project.`);
  return file.path;
}
