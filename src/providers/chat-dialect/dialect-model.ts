import type { MomError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LanguageModel, LanguageModelAnswer, LanguageModelRequest } from '../../ports/language-model.ts';
import type { ToldLimits } from '../../ports/rate-limits.ts';
import { type ChatBody, chatBody } from './chat-body.ts';
import { sdkFault } from './chat-fault.ts';
import { readBody } from './read-body.ts';
import { type CompletionContext, readCompletion } from './read-completion.ts';
import { type RequestsPer, toldLimits } from './told-limits.ts';

export interface DialectOptions {
  readonly provider: string;
  readonly clock: Clock;
  /** Whether x-ratelimit-limit-requests counts by the minute or by the day. */
  readonly requestsPer: RequestsPer;
  /** Somebody's own machine: every answer costs 0. */
  readonly isFree: boolean;
  /** Sends with an SDK; throws its errors. */
  readonly send: (body: ChatBody, signal: AbortSignal | undefined) => Promise<Response>;
  /** The provider's own fields of a request. */
  readonly extras: (request: LanguageModelRequest, model: string) => Readonly<Record<string, unknown>>;
  /** Hears what headers tell, of answers and of refusals. */
  readonly onLimits?: (model: string, told: ToldLimits) => void;
}

/** A model that is spoken to in the OpenAI dialect, whoever sends. */
export class DialectModel implements LanguageModel {
  readonly provider: string;
  readonly model: string;
  readonly #options: DialectOptions;

  constructor(model: string, options: DialectOptions) {
    this.provider = options.provider;
    this.model = model;
    this.#options = options;
  }

  async ask(request: LanguageModelRequest, signal?: AbortSignal): Promise<LanguageModelAnswer> {
    signal?.throwIfAborted();
    try {
      const response = await this.#send(request, signal);
      this.#tellLimits(response.headers);
      const answer = readCompletion(await readBody(response), this.#context(request));
      // A body that an abort cut short looks like a broken connection.
      signal?.throwIfAborted();
      return this.#options.isFree ? { ...answer, costMicroUsd: 0 } : answer;
    } catch (error: unknown) {
      signal?.throwIfAborted();
      throw this.#fault(error);
    }
  }

  #send(request: LanguageModelRequest, signal: AbortSignal | undefined): Promise<Response> {
    const { send, extras } = this.#options;
    return send(chatBody(this.model, request, extras(request, this.model)), signal);
  }

  #context({ maxOutputTokens }: LanguageModelRequest): CompletionContext {
    const { model } = this;
    return { who: `${this.provider} ${model}`, model, maxOutputTokens, nowMs: this.#options.clock.now() };
  }

  #tellLimits(headers: Headers): void {
    const told = toldLimits(headers, this.#options.requestsPer, this.#options.clock.now());
    if (told) this.#options.onLimits?.(this.model, told);
  }

  #fault(error: unknown): MomError {
    if (error instanceof Error && 'headers' in error && error.headers instanceof Headers)
      this.#tellLimits(error.headers);
    return sdkFault(`${this.provider} ${this.model}`, error, this.#options.clock.now());
  }
}
