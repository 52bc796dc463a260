import { onTestFinished } from 'vitest';
import type { Minutes } from '../../../../src/domain/minutes.ts';
import type { Transcript, Utterance } from '../../../../src/domain/transcript.ts';
import type { Usage } from '../../../../src/domain/usage.ts';
import {
  Breakers,
  Council,
  type CouncilDesk,
  type CouncilNotice,
  type MeetingFacts,
  seatList,
  USUAL_TIMING,
} from '../../../../src/minutes/index.ts';
import { type Database, openDatabase } from '../../../../src/providers/sqlite/index.ts';
import {
  createSqliteDraftStore,
  createSqliteMeetingStore,
  createSqliteModelMemory,
  createSqliteRateLimits,
} from '../../../../src/providers/store/index.ts';
import { toTranscript } from '../../../../src/transcription/index.ts';
import { FakeClock } from '../../../doubles/fake-clock.ts';
import { FreeLedger } from '../../../doubles/free-ledger.ts';
import type { LlmScenario, ModelScript } from '../../../doubles/llm/scenario.ts';
import { ScriptedProvider } from '../../../doubles/llm/scripted-provider.ts';
import { plainRules } from '../../../doubles/plain-rules.ts';
import { recordedLog } from '../../../doubles/recorded-log.ts';

/** The living first choice of each seat once the originals are gone. */
export const LIVING = {
  groq: 'openai/gpt-oss-120b',
  'groq-2': 'qwen/qwen3.6-27b',
  openrouter: 'openai/gpt-4o-mini',
  'openrouter-2': '~anthropic/claude-haiku-latest',
  'openrouter-3': '~google/gemini-flash-latest',
} as const;

/** What every provider of these tests lists; the other originals are gone. */
const LISTED = [
  'openai/gpt-oss-120b',
  'openai/gpt-oss-20b',
  'qwen/qwen3.6-27b',
  'openai/gpt-4o-mini',
  'openai/gpt-6-luna',
  'anthropic/claude-haiku-5.5',
  'google/gemini-3.8-flash',
].map((id) => ({ id }));

export interface CouncilSetup {
  readonly models?: Readonly<Record<string, ModelScript>>;
  readonly scenario?: LlmScenario;
  readonly providers?: readonly ('groq' | 'openrouter' | 'local')[];
  readonly desk?: Partial<CouncilDesk>;
  readonly mode?: 'auto' | 'local' | 'fast' | 'pair' | 'council';
  readonly choices?: Parameters<typeof seatList>[0];
  readonly isOriginal?: boolean;
  readonly clock?: FakeClock;
  readonly database?: Database;
  readonly tokensPerMinute?: number;
}

/** A council of scripted providers on the time of a fake clock, with real tables. */
export async function aCouncil(setup: CouncilSetup = {}) {
  const clock = setup.clock ?? new FakeClock();
  const { log, lines } = recordedLog();
  const database = setup.database ?? (await openDatabase(':memory:'));
  const scenario: LlmScenario = { listed: LISTED, texts: WORDS, ...setup.scenario, models: setup.models ?? {} };
  const groq = { requestsPerMinute: null, tokensPerMinute: setup.tokensPerMinute ?? null };
  const rateLimits = createSqliteRateLimits(database, { clock, limits: { groq } });
  const providers = (setup.providers ?? ['groq', 'openrouter']).map((name) => {
    const onLimits = (model: string, told: Parameters<typeof rateLimits.observe>[2]) =>
      void rateLimits.observe(name, model, told);
    const isOriginal = name !== 'local' && (setup.isOriginal ?? true);
    return new ScriptedProvider({ name, clock, scenario, isOriginal, onLimits });
  });
  const usages: Usage[] = [];
  const notices: CouncilNotice[] = [];
  const desk: CouncilDesk = {
    clock,
    log,
    random: () => 0.5,
    providers: new Map(providers.map((provider) => [provider.name, provider])),
    rateLimits,
    ledger: new FreeLedger(),
    memory: createSqliteModelMemory(database),
    drafts: createSqliteDraftStore(database),
    breakers: new Breakers(clock),
    rules: plainRules,
    timing: USUAL_TIMING,
    onUsage: (usage) => usages.push(usage),
    onNotice: (notice) => notices.push(notice),
    ...setup.desk,
  };
  const seats = seatList(setup.choices ?? { models: {}, localModels: [] });
  const council = new Council(desk, { seats, mode: setup.mode ?? 'auto' });
  onTestFinished(async () => {
    await council[Symbol.asyncDispose]();
    if (!setup.database) await database.close();
  });
  const asked = (): readonly string[] => providers.flatMap(({ calls }) => draftsAsked(calls));
  return { council, clock, database, providers, usages, notices, lines, asked };
}

/** Models that were asked for a draft, in order. */
const draftsAsked = (calls: ScriptedProvider['calls']): readonly string[] =>
  calls.filter(({ system }) => system.startsWith('Write minutes')).map(({ model }) => model);

const WORDS = { wording: '{"summary":"worded"}', 'Word the minutes': '{"summary":"worded"}' };

export const FACTS: MeetingFacts = {
  meetingId: 'm1',
  title: 'Test',
  startedAtMs: Date.UTC(2026, 10, 23, 9),
  timeZone: 'UTC',
  template: 'general',
  language: 'en',
  scope: 'local',
  glossary: [],
  openItems: [],
};

const SAID = [
  'We ship the new release on Friday if the tests pass, that is what we decided today.',
  'I will write the release notes by Thursday and send them around for comments.',
  'The invoices of October are still missing, who can ask the accounting department about them?',
  'I can call them tomorrow, and I will tell everybody what they say about it.',
];

/** A talk of two people; four utterances a round, some 60 words. */
export function aTalk(rounds = 1): readonly Utterance[] {
  return Array.from({ length: rounds * SAID.length }, (_, index) => ({
    id: `s${index + 1}`,
    speaker: index % 2 === 0 ? 'a' : 'b',
    name: index % 2 === 0 ? 'Ann' : 'Ben',
    startMs: index * 10_000,
    endMs: index * 10_000 + 9_000,
    text: `${SAID[index % SAID.length] ?? ''}${rounds > 1 ? ` (${index})` : ''}`,
    confidence: 1,
    language: 'en',
  }));
}

export const transcriptOf = (utterances: readonly Utterance[]): Transcript => toTranscript(utterances, false);

/** Lets time pass until the work is done, and tells how much it took. */
export async function drive<T>(
  clock: FakeClock,
  work: Promise<T>,
  stepMs = 250,
): Promise<{ value: T; tookMs: number }> {
  const startMs = clock.now();
  let isOver = false;
  const end = work.finally(() => {
    isOver = true;
  });
  end.catch(() => undefined);
  while (!isOver) await clock.advance(stepMs);
  return { value: await end, tookMs: clock.now() - startMs };
}

export const stateOf = (minutes: Minutes, seat: string) => minutes.seats.find((report) => report.seat === seat)?.state;

/** Stores a meeting, so that its drafts are kept. */
export async function storeMeeting(database: Database, id: string): Promise<void> {
  const settings = { chunkMode: 'live', language: 'en', model: 'x', template: 'general', scope: 'local' } as const;
  const meeting = {
    id,
    title: 'Test',
    startedAtMs: 0,
    state: 'transcribed',
    settings,
    tracks: [],
    failure: null,
  } as const;
  await createSqliteMeetingStore(database).createMeeting(meeting);
}
