export type CheckStatus = 'ok' | 'warn' | 'fail' | 'skipped';

/** What one check has to say. */
export interface CheckOutcome {
  readonly status: CheckStatus;
  /** One line. */
  readonly summary: string;
  /** What to do about it. */
  readonly hint?: string;
  /** Details for programs. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

export interface CheckResult extends CheckOutcome {
  readonly name: string;
}

/** One question about this machine or this configuration. Bounded in time by itself. */
export interface Check {
  readonly name: string;
  /** An error that is thrown counts as `fail`; an aborted signal's reason goes through. */
  run(signal?: AbortSignal): Promise<CheckOutcome>;
}

export interface DoctorReport {
  /** The worst of all. */
  readonly status: 'ok' | 'warn' | 'fail';
  /** In the order of the checks. */
  readonly results: readonly CheckResult[];
}
