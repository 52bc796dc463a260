/** What a provider still gives for nothing, or for what was paid in advance. Null = it does not say. */
export interface Quota {
  readonly provider: string;
  readonly creditLeftMicroUsd: number | null;
  readonly requestsLeft: number | null;
  readonly tokensLeft: number | null;
  /** Epoch ms when requests and tokens are whole again. */
  readonly resetsAtMs: number | null;
}

/** @throws MomError llm_unavailable, llm_denied; an aborted signal's reason */
export interface QuotaSource {
  readonly provider: string;
  /** Null when nothing is known yet. */
  remaining(signal?: AbortSignal): Promise<Quota | null>;
}
