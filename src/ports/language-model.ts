/** One question to one model. */
export interface LanguageModelRequest {
  readonly system: string;
  readonly user: string;
  /** JSON schema that the answer must follow. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly maxOutputTokens: number;
}

export interface LanguageModelAnswer {
  /** Raw text; the caller parses it. */
  readonly text: string;
  /** The model that really answered. */
  readonly model: string;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** As the provider bills it, or null when it does not say. */
  readonly costUsd: number | null;
}

/**
 * A language model behind one seat.
 *
 * @throws MomError llm_unavailable, llm_limited, llm_refused, llm_retired; an aborted signal's reason
 */
export interface LanguageModel {
  readonly provider: string;
  readonly model: string;
  ask(request: LanguageModelRequest, signal?: AbortSignal): Promise<LanguageModelAnswer>;
}
