import type { Secret } from '../../domain/secret.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LanguageModelRequest } from '../../ports/language-model.ts';
import type { ModelProvider } from '../../ports/model-provider.ts';
import type { ToldLimits } from '../../ports/rate-limits.ts';
import { DialectModel } from '../chat-dialect/index.ts';
import { OpenAiClient } from './openai-client.ts';

export interface LocalOptions {
  /** Any OpenAI-compatible server with its path: http://127.0.0.1:11434/v1 (Ollama), http://127.0.0.1:8080/v1 (llama.cpp). */
  readonly baseUrl: string;
  /** For the few that want one. */
  readonly apiKey?: Secret;
  readonly clock: Clock;
  readonly onLimits?: (model: string, told: ToldLimits) => void;
}

/** One machine works on one answer at a time. */
const CONCURRENCY = 1;

/** Models of a server of one's own; they cost nothing. */
export function createLocalProvider({ baseUrl, apiKey, clock, onLimits }: LocalOptions): ModelProvider {
  const client = new OpenAiClient({ name: 'local', apiKey: () => apiKey?.reveal() ?? 'none', baseUrl });
  const dialect = {
    provider: 'local',
    clock,
    requestsPer: 'minute',
    isFree: true,
    send: client.send.bind(client),
    extras: ({ maxOutputTokens }: LanguageModelRequest) => ({ max_tokens: maxOutputTokens, temperature: 0.2 }),
    ...(onLimits ? { onLimits } : {}),
  } as const;
  return {
    name: 'local',
    isOriginal: false,
    concurrency: CONCURRENCY,
    model: (id) => new DialectModel(id, dialect),
    list: (signal) => client.list(clock.now(), signal),
  };
}
