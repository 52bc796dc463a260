import type { Usage } from '../../../src/domain/usage.ts';
import { MeteredLedger, PriceBook } from '../../../src/ledger/index.ts';
import { createLog } from '../../../src/log.ts';
import {
  Breakers,
  Council,
  type CouncilDesk,
  createCouncilRules,
  seatList,
  USUAL_TIMING,
} from '../../../src/minutes/index.ts';
import { type Database, openDatabase } from '../../../src/providers/sqlite/index.ts';
import {
  createSqliteDraftStore,
  createSqliteLedgerStore,
  createSqliteModelMemory,
  createSqliteRateLimits,
} from '../../../src/providers/store/index.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';
import type { LlmScenario } from '../../doubles/llm/scenario.ts';
import { ScriptedProvider } from '../../doubles/llm/scripted-provider.ts';

/** What is alive in the table of seats, by seat. */
export const LIVING = {
  groq: 'openai/gpt-oss-120b',
  'groq-2': 'qwen/qwen3.6-27b',
  openrouter: 'openai/gpt-4o-mini',
  'openrouter-2': '~anthropic/claude-haiku-latest',
  'openrouter-3': '~google/gemini-flash-latest',
} as const;

const LISTED = [
  'openai/gpt-oss-120b',
  'openai/gpt-oss-20b',
  'qwen/qwen3.6-27b',
  'openai/gpt-4o-mini',
  'openai/gpt-6-luna',
  'anthropic/claude-haiku-5.5',
  'google/gemini-3.8-flash',
].map((id) => ({ id }));

export interface EvalCouncilSetup {
  readonly scenario: LlmScenario;
  readonly clock?: FakeClock;
  /** Shared with other processes, who close it. */
  readonly database?: Database;
  readonly providers?: readonly ('groq' | 'openrouter')[];
  readonly capMicroUsd?: number | null;
  readonly requestsPerMinute?: number | null;
  readonly groqTokensPerMinute?: number | null;
}

/** The council of the product with its ledger, limits and tables; only the providers are scripted and the time is told. */
export async function openEvalCouncil(setup: EvalCouncilSetup) {
  const { capMicroUsd = null, requestsPerMinute = null, groqTokensPerMinute = null } = setup;
  const clock = setup.clock ?? new FakeClock();
  const database = setup.database ?? (await openDatabase(':memory:'));
  const limits = {
    groq: { requestsPerMinute, tokensPerMinute: groqTokensPerMinute },
    openrouter: { requestsPerMinute, tokensPerMinute: null },
  };
  const rateLimits = createSqliteRateLimits(database, { clock, limits });
  const scenario = { listed: LISTED, wordsItems: true, ...setup.scenario };
  const providers = (setup.providers ?? ['groq', 'openrouter']).map((name) => {
    const onLimits = (model: string, told: Parameters<typeof rateLimits.observe>[2]): void =>
      void rateLimits.observe(name, model, told);
    return new ScriptedProvider({ name, clock, scenario, onLimits });
  });
  const usages: Usage[] = [];
  const desk: CouncilDesk = {
    clock,
    log: createLog('fatal'),
    random: () => 0.5,
    providers: new Map(providers.map((provider) => [provider.name, provider])),
    rateLimits,
    ledger: ledgerOf(database, clock, capMicroUsd),
    memory: createSqliteModelMemory(database),
    drafts: createSqliteDraftStore(database),
    breakers: new Breakers(clock),
    rules: createCouncilRules(),
    timing: USUAL_TIMING,
    onUsage: (usage) => usages.push(usage),
    onNotice: () => undefined,
  };
  const council = new Council(desk, { seats: seatList({ models: {}, localModels: [] }), mode: 'auto' });
  return {
    council,
    clock,
    database,
    providers,
    usages,
    desk,
    async [Symbol.asyncDispose]() {
      await council[Symbol.asyncDispose]();
      if (!setup.database) await database.close();
    },
  };
}

function ledgerOf(database: Database, clock: FakeClock, capMicroUsd: number | null): MeteredLedger {
  return new MeteredLedger({
    store: createSqliteLedgerStore(database),
    prices: new PriceBook(),
    budgets: { meeting: capMicroUsd, day: null, month: null, scopeMonth: null },
    timeZone: 'UTC',
    clock,
    owner: 'eval:1',
  });
}

/** Lets time pass until the work is done, and tells how much it took. */
export async function drive<T>(clock: FakeClock, work: Promise<T>, stepMs = 250) {
  const startMs = clock.now();
  let isOver = false;
  const end = work.finally(() => {
    isOver = true;
  });
  end.catch(() => undefined);
  while (!isOver) await clock.advance(stepMs);
  return { value: await end, tookMs: clock.now() - startMs };
}
