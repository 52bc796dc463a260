import { join } from 'node:path';
import { AdminNotices } from './admin-notices.ts';
import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { openCouncil } from './council.ts';
import type { Usage } from './domain/usage.ts';
import { refuseEgress } from './egress.ts';
import { type EngineOptions, Engines } from './engines.ts';
import { LearntWeights } from './learnt-weights.ts';
import type { CostReport, Spent } from './ledger/index.ts';
import { createLog, type Logger } from './log.ts';
import {
  type ForgottenMeeting,
  forgetMeeting,
  type LiveDesk,
  type MeetingDesk,
  type MeetingPorts,
  MeetingService,
  type SeatsRead,
} from './meeting/index.ts';
import { type AskForTranslation, type Council, createCouncilRules, MinutesTranslator } from './minutes/index.ts';
import { MinutesDesk } from './minutes-desk.ts';
import { type CostsWanted, Money } from './money.ts';
import type { Clock } from './ports/clock.ts';
import type { DocumentWriter, MeetingDocument } from './ports/document-writer.ts';
import type { ForgetStore } from './ports/forget-store.ts';
import type { GlossaryStore } from './ports/glossary-store.ts';
import type { GuildStore } from './ports/guild-store.ts';
import type { HeardWindowStore } from './ports/heard-window-store.ts';
import type { LabelStore } from './ports/label-store.ts';
import type { LiveMeetingStore } from './ports/live-meeting-store.ts';
import type { MeetingStore } from './ports/meeting-store.ts';
import type { ModelLibrary } from './ports/model-library.ts';
import type { NoteStore } from './ports/note-store.ts';
import type { OpusDecoder } from './ports/opus-decoder.ts';
import type { PostStore } from './ports/post-store.ts';
import type { DecodeLimits } from './ports/recording-decoder.ts';
import { createChartDrawer } from './providers/charts/index.ts';
import { createDocumentWriter } from './providers/documents/index.ts';
import { createFfmpegDecoder } from './providers/media/index.ts';
import { createModelLibrary } from './providers/models/index.ts';
import { createOpusDecoder } from './providers/opus/index.ts';
import { createSqliteJobQueue } from './providers/queue/index.ts';
import { openDatabase } from './providers/sqlite/index.ts';
import {
  createSqliteDraftStore,
  createSqliteForgetStore,
  createSqliteGlossaryStore,
  createSqliteGuildStore,
  createSqliteHeardWindowStore,
  createSqliteLabelStore,
  createSqliteLedgerStore,
  createSqliteLiveMeetingStore,
  createSqliteMeetingStore,
  createSqliteNoteStore,
  createSqlitePostStore,
} from './providers/store/index.ts';
import type { TranscriptionUsage } from './providers/stt-http/index.ts';
import { createJournalDecoder } from './recording/index.ts';
import { toUsage } from './transcription-usage.ts';

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

/** Everything that runs, wired. Closed in reverse order of opening. */
export interface App extends AsyncDisposable {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly timeZone: string;
  /** What this process has spent so far. */
  readonly spent: () => Spent;
  /** What a meeting has cost so far in US dollars; null when nobody knows. */
  readonly costOf: (meetingId: string) => Promise<number | null>;
  readonly costs: (wanted: CostsWanted, signal?: AbortSignal) => Promise<CostReport>;
  /** What whoever runs this should know now, in sentences. */
  readonly adminNotices: () => Promise<readonly string[]>;
  /** PNG. */
  readonly drawCosts: (report: CostReport, signal?: AbortSignal) => Promise<Uint8Array>;
  /** The five seats. */
  readonly council: Council;
  /** @throws MomError usage, llm_unavailable, llm_limited, llm_budget */
  translate(document: MeetingDocument, language: string, signal: AbortSignal): Promise<MeetingDocument>;
  /** False when everything is forgotten at the end. */
  readonly isLasting: boolean;
  readonly store: MeetingStore;
  readonly glossary: GlossaryStore;
  readonly guilds: GuildStore;
  readonly liveMeetings: LiveMeetingStore;
  readonly forgets: ForgetStore;
  readonly models: ModelLibrary;
  readonly documents: DocumentWriter;
  readonly opus: OpusDecoder;
  readonly meetings: MeetingService;
  readonly writeMinutes: MeetingDesk['writeMinutes'];
  readonly heard: HeardWindowStore;
  readonly seatsRead: SeatsRead;
  readonly openDraft: LiveDesk['openDraft'];
  /** What Discord shows and remembers. */
  readonly posts: PostStore;
  readonly notes: NoteStore;
  readonly labels: LabelStore;
  readonly weights: LearntWeights;
  /** @throws MomError meeting_unknown, meeting_busy */
  document(meetingId: string): Promise<MeetingDocument>;
  /** Deletes a meeting with its files in DATA_DIR; its posts when its platform runs next. @throws MomError meeting_busy */
  forgetMeeting(meetingId: string): Promise<ForgottenMeeting>;
  /** Opens engine and speech detection for a run. */
  openPorts(engine: EngineOptions): Promise<MeetingPorts>;
}

/** Where the files of a meeting are written unless somebody says otherwise. */
export const meetingFolder = (config: Config, meetingId: string): string => join(config.dataDir, 'meetings', meetingId);

/** The models alone, for what needs no database. */
export function createModels(config: Config, log: Logger = createLog(config.LOG_LEVEL)): ModelLibrary {
  return createModelLibrary({ folders: config.modelFolders, cacheFolder: config.modelCache, log, clock: systemClock });
}

/** @throws MomError store_failed; config_invalid when ZERO_EGRESS forbids what is configured */
export async function createApp(config: Config, overrides: AppOverrides = {}): Promise<App> {
  refuseEgress(config);
  const stack = new AsyncDisposableStack();
  const clock = overrides.clock ?? systemClock;
  const log = overrides.log ?? createLog(config.LOG_LEVEL);
  const timeZone = config.TIME_ZONE ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const database = stack.use(await openDatabase(overrides.databasePath ?? join(config.dataDir, 'mom.db'), { log }));
  const store = createSqliteMeetingStore(database);
  const glossary = createSqliteGlossaryStore(database);
  const guilds = createSqliteGuildStore(database);
  const queue = stack.use(createSqliteJobQueue(database, { clock, log }));
  const documents = stack.use(
    createDocumentWriter({ timeZone, ...(config.PDF_FONT ? { pdfFont: config.PDF_FONT } : {}) }),
  );
  const models = createModels(config, log);
  const labels = createSqliteLabelStore(database);
  const weights = new LearntWeights(store, labels);
  const charts = stack.use(createChartDrawer());
  const money = new Money({ config, store: createSqliteLedgerStore(database), charts, clock, log, timeZone });
  await money.releaseAbandoned();
  const notes = createSqliteNoteStore(database);
  const adminNotices = stack.use(new AdminNotices(notes, clock, log));
  const onModelUsage = (usage: Usage): void => log.info({ ...usage }, 'language model used');
  const council = stack.use(
    openCouncil({
      config,
      database,
      clock,
      log,
      money,
      rules: createCouncilRules(config.SEAT_WEIGHTS ? { seatWeights: () => weights.current } : {}),
      onUsage: onModelUsage,
      onNotice: adminNotices.take,
    }),
  );
  const drafts = createSqliteDraftStore(database);
  const seatsRead = new MinutesDesk({ council, guilds, glossary, drafts, timeZone });
  const { write: writeMinutes, openDraft } = seatsRead;
  const heard = createSqliteHeardWindowStore(database);
  const desk: MeetingDesk = { store, heard, glossary, queue, clock, log, limits: decodeLimits(config), writeMinutes };
  const meetings = new MeetingService(desk);
  const onUsage = (usage: TranscriptionUsage): void => {
    log.info({ ...usage }, 'transcription used');
    void money.record(toUsage(usage, clock.now()));
  };
  const engines = stack.use(new Engines({ config, models, clock, log, onUsage }));
  const liveMeetings = createSqliteLiveMeetingStore(database);
  const opus = stack.use(createOpusDecoder({ clock, log }));
  const keyOf = async (meetingId: string) => (await liveMeetings.find(meetingId))?.journalKey ?? null;
  const decoder = createJournalDecoder({ opus, keyOf, others: createFfmpegDecoder({ log }) });
  const translator = new MinutesTranslator();
  const stores = {
    ...{ store, glossary, guilds, liveMeetings, labels },
    forgets: createSqliteForgetStore(database),
    posts: createSqlitePostStore(database),
    notes,
  };
  const parts = {
    config,
    clock,
    log,
    timeZone,
    ...stores,
    models,
    documents,
    meetings,
    opus,
    council,
    weights,
    writeMinutes,
    heard,
    seatsRead,
    openDraft,
  };
  return {
    ...parts,
    isLasting: overrides.databasePath !== ':memory:',
    translate: (document, language, signal) => translate(document, language, { ...parts, translator }, signal),
    spent: () => money.spent,
    costOf: (meetingId) => money.ofMeeting(meetingId),
    costs: (wanted, signal) => money.report(wanted, signal),
    adminNotices: () => adminNotices.current(),
    drawCosts: (report, signal) => money.draw(report, signal),
    document: async (meetingId) => {
      const { meeting, transcript, minutes, durationMs, warnings } = await meetings.outcome(meetingId);
      return { meeting, transcript, minutes, durationMs, warnings };
    },
    openPorts: async (engine) => ({ ...desk, decoder, ...(await engines.open(engine)) }),
    forgetMeeting: (meetingId) =>
      forgetMeeting(meetingId, { ...parts, thread: null, meetingFolder: (id) => meetingFolder(config, id) }),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

interface TranslationDesk extends Pick<App, 'store' | 'council' | 'timeZone'> {
  readonly translator: MinutesTranslator;
}

async function translate(
  document: MeetingDocument,
  language: string,
  { translator, council, store, timeZone }: TranslationDesk,
  signal: AbortSignal,
): Promise<MeetingDocument> {
  const { id: meetingId, title, startedAtMs } = document.meeting;
  const scope = (await store.findMeeting(meetingId))?.settings.scope ?? 'local';
  const { template } = document.minutes;
  const facts = { meetingId, title, startedAtMs, timeZone, template, language, scope, glossary: [], openItems: [] };
  const ask: AskForTranslation = (question, stop) => council.askOne(facts, question, 'translation', stop);
  return { ...document, minutes: await translator.translate(document.minutes, language, ask, signal) };
}

function decodeLimits(config: Config): DecodeLimits {
  return {
    maxBytes: config.MAX_RECORDING_MB * 1_000_000,
    maxDurationMs: config.MAX_RECORDING_HOURS * 3_600_000,
    stallTimeoutMs: STALL_TIMEOUT_MS,
    maxMemoryBytes: MEMORY_LIMIT_BYTES,
  };
}
