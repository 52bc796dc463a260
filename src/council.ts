import type { Config } from './config.ts';
import type { Usage } from './domain/usage.ts';
import type { Logger } from './log.ts';
import { Breakers, Council, type CouncilNotice, type CouncilRules, seatList, USUAL_TIMING } from './minutes/index.ts';
import type { Money } from './money.ts';
import type { Clock } from './ports/clock.ts';
import type { ModelProvider } from './ports/model-provider.ts';
import type { QuotaSource } from './ports/quota-source.ts';
import type { RateLimits, ToldLimits } from './ports/rate-limits.ts';
import { createGroqProvider } from './providers/groq/index.ts';
import { createLocalProvider, createOpenRouterProvider } from './providers/openrouter/index.ts';
import type { Database } from './providers/sqlite/index.ts';
import {
  createSqliteDraftStore,
  createSqliteModelMemory,
  createSqliteRateLimits,
  type ProviderLimits,
} from './providers/store/index.ts';

export interface CouncilBase {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly money: Money;
  readonly rules: CouncilRules;
  readonly onUsage: (usage: Usage) => void;
  readonly onNotice: (notice: CouncilNotice) => void;
}

/** The five seats with whoever is configured to fill them; part of the composition root. Asks nobody before it is asked itself. */
export function openCouncil(base: CouncilBase): Council {
  const { config, database, clock, log, money, rules, onUsage, onNotice } = base;
  const rateLimits = createSqliteRateLimits(database, { clock, limits: limitsOf(config) });
  const desk = {
    clock,
    log,
    random: Math.random,
    providers: new Map(
      providersOf(base, rateLimits).map((provider) => [provider.name, money.learningPrices(provider)]),
    ),
    rateLimits,
    ledger: money.ledger,
    memory: createSqliteModelMemory(database),
    drafts: createSqliteDraftStore(database),
    breakers: new Breakers(clock),
    rules,
    timing: { ...USUAL_TIMING, deadlineMs: config.MINUTES_DEADLINE_MS },
    onUsage,
    onNotice,
  };
  return new Council(desk, { seats: seatList(choicesOf(config)), mode: config.MINUTES_MODE });
}

function providersOf({ config, clock, log, money }: CouncilBase, rateLimits: RateLimits): readonly ModelProvider[] {
  const { secrets, GROQ_BASE_URL, OPENROUTER_BASE_URL, LOCAL_LLM_URL } = config;
  const base = (provider: string) => ({
    clock,
    onLimits: (model: string, told: ToldLimits): void => {
      rateLimits.observe(provider, model, told).catch((error: unknown) => {
        log.warn({ err: error, provider, model }, 'limits that were told could not be kept');
      });
    },
  });
  const at = (baseUrl: string | undefined) => (baseUrl === undefined ? {} : { baseUrl });
  const { GROQ_API_KEY: groqKey, OPENROUTER_API_KEY: openRouterKey, LOCAL_LLM_API_KEY: localKey } = secrets;
  const openRouter = openRouterKey
    ? createOpenRouterProvider({ ...base('openrouter'), apiKey: openRouterKey, ...at(OPENROUTER_BASE_URL) })
    : null;
  if (openRouter) money.addQuotaSource(openRouter.quota);
  if (groqKey) money.addQuotaSource(dayQuota('groq', rateLimits));
  return [
    ...(groqKey ? [createGroqProvider({ ...base('groq'), apiKey: groqKey, ...at(GROQ_BASE_URL) })] : []),
    ...(openRouter ? [openRouter] : []),
    ...(LOCAL_LLM_URL
      ? [createLocalProvider({ ...base('local'), baseUrl: LOCAL_LLM_URL, ...(localKey ? { apiKey: localKey } : {}) })]
      : []),
  ];
}

/** What the headers of a provider told of its day, less what was sent. */
const dayQuota = (provider: string, rateLimits: RateLimits): QuotaSource => ({
  provider,
  remaining: async () => {
    const { requests: requestsLeft, tokens: tokensLeft } = await rateLimits.leftToday(provider);
    if (requestsLeft === null && tokensLeft === null) return null;
    return { provider, creditLeftMicroUsd: null, requestsLeft, tokensLeft, resetsAtMs: null };
  },
});

/** Groq's limit of tokens is the one of its free plan; another server under its name tells its own or has none. */
function limitsOf(config: Config): Readonly<Record<string, ProviderLimits>> {
  const requestsPerMinute = config.LLM_REQUESTS_PER_MINUTE;
  return {
    groq: { requestsPerMinute, tokensPerMinute: config.GROQ_BASE_URL ? null : config.GROQ_TOKENS_PER_MINUTE },
    openrouter: { requestsPerMinute, tokensPerMinute: null },
  };
}

function choicesOf(config: Config) {
  const models = {
    groq: config.GROQ_MODEL,
    'groq-2': config.GROQ_MODEL_2,
    openrouter: config.OPENROUTER_MODEL,
    'openrouter-2': config.OPENROUTER_MODEL_2,
    'openrouter-3': config.OPENROUTER_MODEL_3,
  };
  const localModels = (config.LOCAL_LLM_MODEL ?? '').split(',').map((model) => model.trim());
  return { models, localModels: localModels.filter((model) => model !== '') };
}
