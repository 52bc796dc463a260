import type Groq from 'groq-sdk';
import type { Secret } from '../../domain/secret.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LanguageModel, LanguageModelRequest } from '../../ports/language-model.ts';
import type { ModelCard, ModelProvider } from '../../ports/model-provider.ts';
import type { ToldLimits } from '../../ports/rate-limits.ts';
import { type ChatBody, DialectModel, type DialectOptions, listModels } from '../chat-dialect/index.ts';

export interface GroqOptions {
  readonly apiKey: Secret;
  /** Another address than Groq's own. */
  readonly baseUrl?: string;
  readonly clock: Clock;
  readonly onLimits?: (model: string, told: ToldLimits) => void;
}

const ORIGIN = 'https://api.groq.com';
/** Its own time-out runs on real time; ours is the council's signal. */
const SDK_TIMEOUT_MS = 600_000;
/** Parallel requests of one meeting; more only meet the limit of a minute. */
const CONCURRENCY = 3;

/** Models of Groq. */
export const createGroqProvider = (options: GroqOptions): ModelProvider => new GroqProvider(options);

class GroqProvider implements ModelProvider {
  readonly name = 'groq';
  readonly isOriginal: boolean;
  readonly concurrency = CONCURRENCY;
  readonly #options: GroqOptions;
  readonly #baseUrl: string;
  readonly #path: string;
  #client: Promise<Groq> | null = null;

  constructor(options: GroqOptions) {
    this.#options = options;
    this.isOriginal = options.baseUrl === undefined;
    this.#baseUrl = (options.baseUrl ?? ORIGIN).replace(/\/+$/, '');
    this.#path = this.#baseUrl.endsWith('/v1') ? '' : '/openai/v1';
  }

  model(id: string): LanguageModel {
    return new DialectModel(id, this.#dialect());
  }

  async list(signal: AbortSignal): Promise<readonly ModelCard[]> {
    const client = await this.#open();
    const send = () => client.get(`${this.#path}/models`, { signal, maxRetries: 0 }).asResponse();
    return await listModels('groq', send, this.#options.clock.now(), signal);
  }

  #dialect(): DialectOptions {
    const { clock, onLimits } = this.#options;
    return {
      provider: this.name,
      clock,
      requestsPer: 'day',
      isFree: false,
      send: (body, signal) => this.#send(body, signal),
      extras,
      ...(onLimits ? { onLimits } : {}),
    };
  }

  async #send(body: ChatBody, signal: AbortSignal | undefined): Promise<Response> {
    const client = await this.#open();
    const options = { body, maxRetries: 0, timeout: SDK_TIMEOUT_MS, ...(signal ? { signal } : {}) };
    return await client.post(`${this.#path}/chat/completions`, options).asResponse();
  }

  /** Loaded when first wanted: most runs of `mom` ask nobody. */
  #open(): Promise<Groq> {
    this.#client ??= import('groq-sdk').then(
      ({ Groq }) =>
        new Groq({
          apiKey: this.#options.apiKey.reveal(),
          baseURL: this.#baseUrl,
          maxRetries: 0,
          timeout: SDK_TIMEOUT_MS,
          logLevel: 'off',
        }),
    );
    return this.#client;
  }
}

/** gpt-oss thinks before it answers and can't be told not to; the thoughts count as output. */
function extras({ maxOutputTokens }: LanguageModelRequest, model: string): Readonly<Record<string, unknown>> {
  const thinks = model.includes('gpt-oss');
  return {
    max_completion_tokens: maxOutputTokens,
    temperature: 0.2,
    ...(thinks ? { reasoning_effort: 'low' } : {}),
  };
}
