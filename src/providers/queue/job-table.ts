import type { JobState } from '../../ports/job-queue.ts';

/** An error as it is kept, enough to say the true sentence later. */
export interface StoredError {
  readonly code: string;
  readonly message: string;
  readonly file: string | null;
}

export interface NewJob {
  readonly id: string;
  readonly dataJson: string;
  readonly runAtMs: number;
  readonly maxAttempts: number;
}

/** One claim on one job. It stops counting when the job is claimed again, freed or removed. */
export interface Ticket {
  readonly key: number;
  readonly claim: number;
}

export interface ClaimedJob extends Ticket {
  readonly id: string;
  readonly dataJson: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly maxAttempts: number;
}

export interface ClaimRequest {
  readonly kind: string;
  readonly ids: readonly string[] | null;
  readonly limit: number;
  readonly owner: string;
  readonly nowMs: number;
  readonly leaseMs: number;
}

export interface FreeRequest {
  readonly kind: string;
  /** What runs at the worker that asks: it lives, and will renew them. */
  readonly spared: readonly Ticket[];
  readonly nowMs: number;
  readonly goneOwners: readonly string[];
  /** Of the jobs that have no attempts left. */
  readonly error: StoredError;
}

/** How a claim ends. A job that is given back keeps its attempt and its turn. */
export type Outcome =
  | { readonly kind: 'done'; readonly resultJson: string }
  | { readonly kind: 'failed'; readonly error: StoredError }
  | { readonly kind: 'again'; readonly runAtMs: number; readonly error: StoredError }
  | { readonly kind: 'given-back' };

export interface JobRecord {
  readonly id: string;
  readonly state: JobState;
  readonly resultJson: string | null;
  readonly error: StoredError | null;
}

/**
 * Where jobs lie. Each call happens whole or not at all, also among processes; everything that needs time or patience is done by
 * the queue above it.
 *
 * @throws MomError queue_failed
 */
export interface JobTable {
  /** Leaves a job that is already there alone. */
  add(kind: string, jobs: readonly NewJob[]): Promise<void>;
  /** Takes waiting jobs whose time has come, oldest first, and counts an attempt for each. */
  claim(request: ClaimRequest): Promise<readonly ClaimedJob[]>;
  /** Renews the leases of these claims and tells which of them still count. */
  renew(tickets: readonly Ticket[], leaseUntilMs: number): Promise<readonly Ticket[]>;
  /** Ends a claim; false when the ticket no longer counts, then nothing was changed. */
  settle(ticket: Ticket, outcome: Outcome): Promise<boolean>;
  /** Owners of the jobs that run now. */
  owners(kind: string): Promise<readonly string[]>;
  /** Frees jobs whose lease has run out or whose owner is gone; those without attempts left fail. Tells their ids. */
  free(request: FreeRequest): Promise<readonly string[]>;
  find(kind: string, ids: readonly string[]): Promise<readonly JobRecord[]>;
  /** A failed or done job waits again with all its attempts. */
  retry(kind: string, id: string, nowMs: number): Promise<void>;
  remove(kind: string, id: string): Promise<void>;
  counts(kind: string): Promise<Readonly<Record<JobState, number>>>;
}
