/** How an answer is held to its form, the strictest first. Which of them a model takes is found out by asking. */
export type JsonMode = 'schema' | 'object' | 'text';

/** One question to one model. */
export interface LanguageModelRequest {
  readonly system: string;
  readonly user: string;
  /** Name and JSON schema that the answer must follow; null for plain text. */
  readonly schema: { readonly name: string; readonly json: Readonly<Record<string, unknown>> } | null;
  /** How `schema` is sent: to the provider as it is, or as part of the prompt. Without effect when there is none. */
  readonly jsonMode: JsonMode;
  readonly maxOutputTokens: number;
}

export interface LanguageModelAnswer {
  /** Raw text; the caller parses it. */
  readonly text: string;
  /** The model that really answered. */
  readonly model: string;
  /** cut: the answer ended at its token limit or in the middle of the stream; what came is in `text`. */
  readonly end: 'whole' | 'cut';
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly cachedTokens: number | null;
  /** As the provider bills it, in whole micro-dollars, or null when it does not say. */
  readonly costMicroUsd: number | null;
}

/**
 * One model of one provider. It asks once: retries, deadlines, hedges and substitutes are the council's.
 *
 * @throws MomError llm_unavailable (5xx, network, time-out, no sense in the answer), llm_limited (429; `retryAfterMs` where told),
 * llm_refused, llm_schema (it does not take this JSON mode; `retryable` when only this answer went wrong), llm_retired (404, 410,
 * model_decommissioned), llm_denied (401, 402, 403: key or credit); an aborted signal's reason
 */
export interface LanguageModel {
  /** "groq", "openrouter", "local" */
  readonly provider: string;
  readonly model: string;
  ask(request: LanguageModelRequest, signal?: AbortSignal): Promise<LanguageModelAnswer>;
}
