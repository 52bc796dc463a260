import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import type { Quota, QuotaSource } from '../../ports/quota-source.ts';
import { sdkFault } from '../chat-dialect/index.ts';
import type { OpenAiClient } from './openai-client.ts';

/** GET /key (OpenRouter, limits): dollars; null = the key has no limit of its own. */
const keySchema = z.object({ data: z.object({ limit_remaining: z.number().nullish() }) });
/** A chat waits for the answer. */
const TIMEOUT_MS = 5_000;
const MICRO = 1_000_000;

/** What is left of the credit of a key. */
export class KeyQuota implements QuotaSource {
  readonly provider = 'openrouter';
  readonly #client: OpenAiClient;
  readonly #clock: Clock;

  constructor(client: OpenAiClient, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  async remaining(signal?: AbortSignal): Promise<Quota | null> {
    const limit = AbortSignal.timeout(TIMEOUT_MS);
    const stop = signal ? AbortSignal.any([signal, limit]) : limit;
    try {
      const read = keySchema.safeParse(await this.#client.read('/key', stop));
      const leftUsd = read.data?.data.limit_remaining ?? null;
      if (leftUsd === null) return null;
      const creditLeftMicroUsd = Math.round(leftUsd * MICRO);
      return { provider: this.provider, creditLeftMicroUsd, requestsLeft: null, tokensLeft: null, resetsAtMs: null };
    } catch (error: unknown) {
      signal?.throwIfAborted();
      throw sdkFault(this.provider, error, this.#clock.now());
    }
  }
}
