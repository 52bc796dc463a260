import type { TokenPrice } from '../domain/token-price.ts';
import type { LanguageModel } from './language-model.ts';

/** What a provider says about one of its models. */
export interface ModelCard {
  readonly id: string;
  /** Null when it does not tell. */
  readonly contextTokens: number | null;
  /** Epoch ms at which it goes away; null when nothing is announced. */
  readonly expiresAtMs: number | null;
  /** Null when it does not tell. */
  readonly price: TokenPrice | null;
}

/**
 * Somebody who offers models.
 *
 * @throws MomError llm_unavailable, llm_denied, llm_limited from `list`
 */
export interface ModelProvider {
  /** "groq", "openrouter", "local" */
  readonly name: string;
  /** False when its address was changed: what it offers may then have any names. */
  readonly isOriginal: boolean;
  /** Requests that it works on at the same time. */
  readonly concurrency: number;
  /** One model by its id, whether it is offered or not. */
  model(id: string): LanguageModel;
  /** What it offers now. */
  list(signal: AbortSignal): Promise<readonly ModelCard[]>;
}
