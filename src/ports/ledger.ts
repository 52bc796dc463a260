import type { Usage, UsageKind } from '../domain/usage.ts';

/** What a call may cost at most, told before it is sent. */
export interface Spend {
  readonly scope: string;
  readonly meetingId: string | null;
  readonly kind: UsageKind;
  readonly seat: string | null;
  readonly provider: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly maxOutputTokens: number;
  /** What answers of this kind have in the mean; for the estimate that people see. */
  readonly expectedOutputTokens?: number;
}

/** Money that is set aside until its call is settled or released. */
export interface Reservation {
  readonly id: string;
  /** Null when the price is not known: the dearest known price is set aside instead. */
  readonly estimateMicroUsd: number | null;
}

/** What is left, the narrowest of meeting, day, month and scope; null = no limit is set. */
export interface Budget {
  readonly leftMicroUsd: number | null;
  /** Which limit is the narrowest: "meeting", "day", "month", "scope". */
  readonly limit: string | null;
}

/**
 * Counts what is spent and holds back what must not be. Settling happens in one transaction and once, whatever is repeated; a
 * reservation whose process died is released at the next start or when its time is over.
 *
 * @throws MomError llm_budget when a reservation would break a limit; store_failed
 */
export interface Ledger {
  reserve(spend: Spend): Promise<Reservation>;
  /** Books what was really used and gives the rest back. */
  settle(reservationId: string, usage: Usage): Promise<Usage>;
  release(reservationId: string): Promise<void>;
  /** Books what was used without a reservation. */
  record(usage: Usage): Promise<Usage>;
  /** What `spend` would cost at most; null when the price is not known. */
  estimate(spend: Spend): number | null;
  budget(scope: string, meetingId: string | null): Promise<Budget>;
}
