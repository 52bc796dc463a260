import { createLog } from '../../src/log.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { JobState } from '../../src/ports/job-queue.ts';
import type {
  ClaimedJob,
  ClaimRequest,
  FreeRequest,
  JobRecord,
  JobTable,
  NewJob,
  Outcome,
  StoredError,
  Ticket,
} from '../../src/providers/queue/index.ts';
import { LeasedJobQueue } from '../../src/providers/queue/index.ts';

interface Row {
  readonly key: number;
  readonly kind: string;
  readonly id: string;
  readonly dataJson: string;
  readonly maxAttempts: number;
  runAtMs: number;
  state: JobState;
  attempt: number;
  claim: number;
  holder: { readonly owner: string; readonly leaseUntilMs: number } | null;
  resultJson: string | null;
  error: StoredError | null;
}

/** The real queue on a table that forgets with the process. Two queues on one table stand for two processes. */
export class MemoryJobQueue extends LeasedJobQueue {
  constructor(clock: Clock, table: MemoryJobTable = new MemoryJobTable(), owner = 'memory') {
    super(table, clock, createLog('silent'), owner);
  }
}

/** The jobs themselves; also the model that the SQLite table is compared with. */
export class MemoryJobTable implements JobTable {
  #rows: Row[] = [];
  #lastKey = 0;

  async add(kind: string, jobs: readonly NewJob[]): Promise<void> {
    for (const job of jobs) {
      if (this.#find(kind, job.id)) continue;
      this.#lastKey += 1;
      const empty = { state: 'waiting', attempt: 0, claim: 0, holder: null, resultJson: null, error: null } as const;
      this.#rows.push({ key: this.#lastKey, kind, ...job, ...empty });
    }
  }

  async claim(request: ClaimRequest): Promise<readonly ClaimedJob[]> {
    const { kind, ids, limit, owner, nowMs, leaseMs } = request;
    const next = this.#rows
      .filter((row) => row.kind === kind && row.state === 'waiting' && row.runAtMs <= nowMs)
      .filter((row) => ids === null || ids.includes(row.id))
      .sort((a, b) => a.runAtMs - b.runAtMs || a.key - b.key)
      .slice(0, limit);
    for (const row of next) {
      row.state = 'active';
      row.attempt += 1;
      row.claim += 1;
      row.holder = { owner, leaseUntilMs: nowMs + leaseMs };
    }
    return next.map(({ key, claim, id, dataJson, attempt, maxAttempts }) => {
      return { key, claim, id, dataJson, attempt, maxAttempts };
    });
  }

  async renew(tickets: readonly Ticket[], leaseUntilMs: number): Promise<readonly Ticket[]> {
    const ours = this.#rows.filter((row) => row.state === 'active' && isOneOf(tickets, row));
    for (const row of ours) if (row.holder) row.holder = { ...row.holder, leaseUntilMs };
    return ours.map(({ key, claim }) => ({ key, claim }));
  }

  async settle({ key, claim }: Ticket, outcome: Outcome): Promise<boolean> {
    const row = this.#rows.find((candidate) => candidate.key === key);
    if (row?.state !== 'active' || row.claim !== claim) return false;
    row.holder = null;
    row.state = outcome.kind === 'done' || outcome.kind === 'failed' ? outcome.kind : 'waiting';
    if (outcome.kind === 'given-back') row.attempt -= 1;
    if (outcome.kind === 'again') row.runAtMs = outcome.runAtMs;
    if (outcome.kind === 'done') row.resultJson = outcome.resultJson;
    if (outcome.kind !== 'given-back') row.error = 'error' in outcome ? outcome.error : null;
    return true;
  }

  async owners(kind: string): Promise<readonly string[]> {
    return [...new Set(this.#active(kind).flatMap((row) => row.holder?.owner ?? []))];
  }

  async free({ kind, spared, nowMs, goneOwners, error }: FreeRequest): Promise<readonly string[]> {
    const lost = this.#active(kind).filter(
      (row) =>
        row.holder &&
        !isOneOf(spared, row) &&
        (row.holder.leaseUntilMs <= nowMs || goneOwners.includes(row.holder.owner)),
    );
    for (const row of lost) {
      row.holder = null;
      row.state = row.attempt >= row.maxAttempts ? 'failed' : 'waiting';
      row.error = row.state === 'failed' ? error : null;
    }
    return lost.map(({ id }) => id);
  }

  async find(kind: string, ids: readonly string[]): Promise<readonly JobRecord[]> {
    const rows = this.#rows.filter((row) => row.kind === kind && ids.includes(row.id));
    return rows.map(({ id, state, resultJson, error }) => ({ id, state, resultJson, error }));
  }

  async retry(kind: string, id: string, nowMs: number): Promise<void> {
    const row = this.#find(kind, id);
    if (row?.state !== 'failed' && row?.state !== 'done') return;
    Object.assign(row, { state: 'waiting', attempt: 0, runAtMs: nowMs, resultJson: null, error: null });
  }

  async remove(kind: string, id: string): Promise<void> {
    this.#rows = this.#rows.filter((row) => row.kind !== kind || row.id !== id);
  }

  async counts(kind: string): Promise<Readonly<Record<JobState, number>>> {
    const counts = { waiting: 0, active: 0, done: 0, failed: 0 };
    for (const row of this.#rows) if (row.kind === kind) counts[row.state] += 1;
    return counts;
  }

  #find(kind: string, id: string): Row | undefined {
    return this.#rows.find((row) => row.kind === kind && row.id === id);
  }

  #active(kind: string): readonly Row[] {
    return this.#rows.filter((row) => row.kind === kind && row.state === 'active');
  }
}

const isOneOf = (tickets: readonly Ticket[], { key, claim }: Row): boolean =>
  tickets.some((ticket) => ticket.key === key && ticket.claim === claim);
