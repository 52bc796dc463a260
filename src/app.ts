import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { openCouncil } from './council.ts';
import type { Usage } from './domain/usage.ts';
import { type EngineOptions, Engines } from './engines.ts';
import { FreeLedger } from './free-ledger.ts';
import { Spending, type Spent } from './ledger/index.ts';
import { createLog, type Logger } from './log.ts';
import { type MeetingDesk, type MeetingPorts, MeetingService } from './meeting/index.ts';
import { type Council, type CouncilNotice, type CouncilRules, writeExtractiveMinutes } from './minutes/index.ts';
import type { Clock } from './ports/clock.ts';
import type { DocumentWriter } from './ports/document-writer.ts';
import type { MeetingStore } from './ports/meeting-store.ts';
import type { ModelLibrary } from './ports/model-library.ts';
import type { DecodeLimits } from './ports/recording-decoder.ts';
import { createDocumentWriter } from './providers/documents/index.ts';
import { createFfmpegDecoder } from './providers/media/index.ts';
import { createModelLibrary } from './providers/models/index.ts';
import { createSqliteJobQueue } from './providers/queue/index.ts';
import { type Database, openDatabase } from './providers/sqlite/index.ts';
import { createSqliteMeetingStore } from './providers/store/index.ts';

/** FFmpeg needs about 150 MB for any length of recording (test/bench); four times that is a file that means harm. */
const MEMORY_LIMIT_BYTES = 600 * 1_024 * 1_024;
/** FFmpeg gives a second of sound within milliseconds; half a minute without any is a file that hangs it. */
const STALL_TIMEOUT_MS = 30_000;

export interface AppOverrides {
  readonly clock?: Clock;
  readonly log?: Logger;
  /** ":memory:" for work that leaves nothing behind. */
  readonly databasePath?: string;
  /** How the seats are asked and agreed on. */
  readonly councilRules?: CouncilRules;
}

/** Everything that runs, wired. Closed in reverse order of opening. */
export interface App extends AsyncDisposable {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly timeZone: string;
  /** What this process has spent on transcription and on language models so far. */
  readonly spent: () => Spent;
  /** The five seats; null while there are no rules for them. */
  readonly council: Council | null;
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
  const spending = new Spending();
  const council = stack.use(
    openMinuteTakers({ config, database, clock, log, spending }, overrides.councilRules ?? null),
  );
  const writeMinutes: MeetingDesk['writeMinutes'] = async ({ settings, transcript, ...meeting }, signal) => {
    if (!council) return writeExtractiveMinutes({ ...meeting, transcript, timeZone });
    const { template, scope } = settings;
    const facts = { ...meeting, timeZone, template, scope, language: transcript.language, glossary: [], openItems: [] };
    return await council.finish({ facts, transcript }, signal);
  };
  const desk: MeetingDesk = { store, queue, clock, log, limits: decodeLimits(config), writeMinutes };
  const meetings = new MeetingService(desk);
  const engines = stack.use(new Engines({ config, models, clock, log }));
  const decoder = createFfmpegDecoder({ log });
  const parts = { config, clock, log, timeZone, store, models, documents, meetings, council };
  return {
    ...parts,
    isLasting: overrides.databasePath !== ':memory:',
    spent: () => sumOf(engines.spent, spending.total),
    openPorts: async (engine) => ({ ...desk, decoder, ...(await engines.open(engine)) }),
    forget: (meetingId) => forget(meetingId, parts),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

interface MinuteTakersBase extends Pick<App, 'config' | 'clock' | 'log'> {
  readonly database: Database;
  readonly spending: Spending;
}

/** Null without rules: minutes are quotes then. */
function openMinuteTakers({ spending, ...base }: MinuteTakersBase, rules: CouncilRules | null): Council | null {
  if (!rules) return null;
  const onNotice = (notice: CouncilNotice): void => base.log.warn({ notice: notice.code }, notice.text);
  const onUsage = (usage: Usage): void => {
    spending.add(usage.costMicroUsd);
    base.log.info({ ...usage }, 'language model used');
  };
  return openCouncil({ ...base, rules, ledger: new FreeLedger(), onUsage, onNotice });
}

const sumOf = (a: Spent, b: Spent): Spent => ({ microUsd: a.microUsd + b.microUsd, unknown: a.unknown + b.unknown });

/** The files go first: should this be interrupted, the meeting is still known and can be forgotten again. */
async function forget(
  meetingId: string,
  { config, store, meetings }: Pick<App, 'config' | 'store' | 'meetings'>,
): Promise<boolean> {
  if (await store.findMeeting(meetingId)) {
    await rm(meetingFolder(config, meetingId), { recursive: true, force: true });
  }
  return meetings.forget(meetingId);
}

function decodeLimits(config: Config): DecodeLimits {
  return {
    maxBytes: config.MAX_RECORDING_MB * 1_000_000,
    maxDurationMs: config.MAX_RECORDING_HOURS * 3_600_000,
    stallTimeoutMs: STALL_TIMEOUT_MS,
    maxMemoryBytes: MEMORY_LIMIT_BYTES,
  };
}
