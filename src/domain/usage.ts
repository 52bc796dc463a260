/** What paid work is for. */
export type UsageKind = 'minutes' | 'live-summary' | 'wording' | 'translation' | 'transcription' | 'other';

/** Where the money figure comes from, the most trustworthy first. */
export type PriceSource = 'provider' | 'fetched' | 'table' | 'unknown';

/** One call to somebody who may bill for it. Money is whole micro-dollars; null when nobody knows the price, never a false 0. */
export interface Usage {
  /** Whose budget: guild or workspace id, "local" in a terminal. */
  readonly scope: string;
  readonly meetingId: string | null;
  readonly kind: UsageKind;
  /** Which of the five, or null outside the council. */
  readonly seat: string | null;
  readonly provider: string;
  /** The model that really answered. */
  readonly model: string;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly cachedTokens: number | null;
  /** Billed audio, for transcription. */
  readonly audioMs: number | null;
  readonly costMicroUsd: number | null;
  readonly priceSource: PriceSource;
  /** Epoch ms. */
  readonly atMs: number;
}
