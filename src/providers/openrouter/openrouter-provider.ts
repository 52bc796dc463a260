import type { Secret } from '../../domain/secret.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LanguageModelRequest } from '../../ports/language-model.ts';
import type { ModelProvider } from '../../ports/model-provider.ts';
import type { QuotaSource } from '../../ports/quota-source.ts';
import type { ToldLimits } from '../../ports/rate-limits.ts';
import { DialectModel } from '../chat-dialect/index.ts';
import { KeyQuota } from './key-quota.ts';
import { OpenAiClient } from './openai-client.ts';

export interface OpenRouterOptions {
  readonly apiKey: Secret;
  /** Another address than OpenRouter's own, with its path. */
  readonly baseUrl?: string;
  readonly clock: Clock;
  readonly onLimits?: (model: string, told: ToldLimits) => void;
}

const PATH = '/api/v1';
const CONCURRENCY = 6;
/** How OpenRouter names the caller in its own statistics. */
const HEADERS = { 'X-Title': 'AI MOM' };

/** Models of OpenRouter, and what is left of the key's credit. */
export function createOpenRouterProvider(options: OpenRouterOptions): ModelProvider & { readonly quota: QuotaSource } {
  const { apiKey, baseUrl, clock, onLimits } = options;
  const client = new OpenAiClient({
    name: 'openrouter',
    apiKey: () => apiKey.reveal(),
    baseUrl: withPath(baseUrl ?? 'https://openrouter.ai'),
    headers: HEADERS,
  });
  const dialect = {
    provider: 'openrouter',
    clock,
    requestsPer: 'minute',
    isFree: false,
    send: client.send.bind(client),
    extras,
    ...(onLimits ? { onLimits } : {}),
  } as const;
  return {
    name: 'openrouter',
    isOriginal: baseUrl === undefined,
    concurrency: CONCURRENCY,
    model: (id) => new DialectModel(id, dialect),
    list: (signal) => client.list(clock.now(), signal),
    quota: new KeyQuota(client, clock),
  };
}

/** An origin alone means OpenRouter's own path there. */
const withPath = (url: string): string => (new URL(url).pathname === '/' ? new URL(PATH, url).href : url);

/** No temperature: `require_parameters` would leave out every host of a model that has none. */
const extras = ({ maxOutputTokens }: LanguageModelRequest): Readonly<Record<string, unknown>> => ({
  max_tokens: maxOutputTokens,
  provider: { require_parameters: true, data_collection: 'deny' },
});
