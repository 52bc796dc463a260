import type OpenAI from 'openai';
import type { ModelCard } from '../../ports/model-provider.ts';
import { type ChatBody, listModels } from '../chat-dialect/index.ts';

/** Its own time-out runs on real time; ours is the council's signal. */
const SDK_TIMEOUT_MS = 600_000;

export interface ClientOptions {
  /** For messages. */
  readonly name: string;
  readonly apiKey: () => string;
  /** With its path, like https://openrouter.ai/api/v1. */
  readonly baseUrl: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The openai SDK, loaded when first wanted: it is large, and most runs of `mom` ask nobody. */
export class OpenAiClient {
  readonly #options: ClientOptions;
  #client: Promise<OpenAI> | null = null;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  async send(body: ChatBody, signal: AbortSignal | undefined): Promise<Response> {
    const client = await this.#open();
    return await client.post('/chat/completions', { body, maxRetries: 0, ...(signal ? { signal } : {}) }).asResponse();
  }

  async list(nowMs: number, signal: AbortSignal): Promise<readonly ModelCard[]> {
    const client = await this.#open();
    const send = () => client.get('/models', { signal, maxRetries: 0 }).asResponse();
    return await listModels(this.#options.name, send, nowMs, signal);
  }

  /** The answer to a GET of the provider's own, as JSON. */
  async read(path: string, signal: AbortSignal): Promise<unknown> {
    const client = await this.#open();
    return await client.get(path, { signal, maxRetries: 0 });
  }

  /** What the SDK would else take from the environment is told: only the composition root reads that. */
  #open(): Promise<OpenAI> {
    const { apiKey, baseUrl, headers } = this.#options;
    this.#client ??= import('openai').then(
      ({ OpenAI }) =>
        new OpenAI({
          apiKey: apiKey(),
          organization: null,
          project: null,
          webhookSecret: null,
          baseURL: baseUrl.replace(/\/+$/, ''),
          maxRetries: 0,
          timeout: SDK_TIMEOUT_MS,
          logLevel: 'off',
          ...(headers ? { defaultHeaders: headers } : {}),
        }),
    );
    return this.#client;
  }
}
