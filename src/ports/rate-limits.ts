/** A call that wants to be sent. */
export interface RateClaim {
  readonly provider: string;
  readonly model: string;
  /** What it will use at most, question and answer together. */
  readonly tokens: number;
  /** Epoch ms after which nobody wants it any more. */
  readonly notAfterMs: number;
}

/** What a provider told in its headers; absent where it did not. */
export interface ToldLimits {
  readonly requestsPerMinute?: number;
  readonly requestsPerDay?: number;
  readonly tokensPerMinute?: number;
  readonly tokensPerDay?: number;
  /** Nothing is left: no further call for so long. */
  readonly restMs?: number;
}

/**
 * Limits of providers, kept in one place for all meetings and processes. In no window of 60 s (or 24 h) is more sent than a limit
 * allows: requests count for the whole provider, tokens and what headers tell for one model.
 *
 * @throws MomError store_failed
 */
export interface RateLimits {
  /**
   * Waits for its turn, books the call and gives the booking's id.
   *
   * @throws MomError llm_limited at once when it can't be sent before `notAfterMs`; an aborted signal's reason
   */
  acquire(claim: RateClaim, signal: AbortSignal): Promise<number>;
  /** What the call really used. */
  settle(bookingId: number, tokens: number): Promise<void>;
  /** The call was never sent. */
  cancel(bookingId: number): Promise<void>;
  /** What headers told, also of a call that failed. */
  observe(provider: string, model: string, told: ToldLimits): Promise<void>;
  /** Tokens a minute that the model is known to take; null when nothing is known. */
  tokensPerMinute(provider: string, model: string): Promise<number | null>;
  /** What is left of the day of the model of the provider that has least; null where no limit of a day was told. */
  leftToday(provider: string): Promise<{ readonly requests: number | null; readonly tokens: number | null }>;
}
