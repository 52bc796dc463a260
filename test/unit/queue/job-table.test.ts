import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobState } from '../../../src/ports/job-queue.ts';
import {
  type ClaimedJob,
  type JobTable,
  type Outcome,
  SqliteJobTable,
  type Ticket,
} from '../../../src/providers/queue/index.ts';
import { MemoryJobTable } from '../../doubles/memory-job-queue.ts';
import { openTemporaryDatabase } from '../store/temporary-database.ts';

const KIND = 'dig';
const LEASE_MS = 100;
const IDS = ['a', 'b', 'c'];
const ERROR = { code: 'stt_timeout', message: 'no answer', file: null };
const OUTCOMES = ['done', 'failed', 'again', 'given-back'] as const;

/** One thing that may happen; numbers choose among what is there at that moment. */
type Step =
  | { readonly step: 'add'; readonly id: string; readonly maxAttempts: number; readonly delayMs: number }
  | { readonly step: 'claim' | 'renew' | 'free'; readonly worker: string; readonly isOtherGone: boolean }
  | { readonly step: 'settle'; readonly claim: number; readonly outcome: (typeof OUTCOMES)[number] }
  | { readonly step: 'retry' | 'remove'; readonly id: string }
  | { readonly step: 'pass'; readonly ms: number };

const id = fc.constantFrom(...IDS);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    step: fc.constant('add' as const),
    id,
    maxAttempts: fc.integer({ min: 1, max: 3 }),
    delayMs: fc.nat(60),
  }),
  {
    arbitrary: fc.record({
      step: fc.constantFrom('claim', 'claim', 'renew', 'free'),
      worker: fc.constantFrom('w1', 'w2'),
      isOtherGone: fc.boolean(),
    }),
    weight: 3,
  },
  {
    arbitrary: fc.record({
      step: fc.constant('settle' as const),
      claim: fc.nat(50),
      outcome: fc.constantFrom(...OUTCOMES),
    }),
    weight: 3,
  },
  fc.record({ step: fc.constantFrom('retry', 'remove'), id }),
  fc.record({ step: fc.constant('pass' as const), ms: fc.nat(2 * LEASE_MS) }),
);

describe('a job table under any interleaving of workers, failures and lost leases', () => {
  it('does the same in SQLite as in memory', async () => {
    const database = await openTemporaryDatabase();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        await database.kysely.deleteFrom('job').execute();
        const [real, model] = [new Story(new SqliteJobTable(database)), new Story(new MemoryJobTable())];
        for (const next of steps) expect(await real.play(next)).toEqual(await model.play(next));
        expect(await real.states()).toEqual(await model.states());
      }),
      { numRuns: 200 },
    );
  });

  it('counts one success a job, loses none and leaves none behind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 80 }), async (steps) => {
        const story = new Story(new MemoryJobTable());
        for (const next of steps) await story.play(next);
        expect(await story.states()).toHaveLength(story.present.size);
        await story.finish();
        for (const state of await story.states()) expect(['done', 'failed']).toContain(state);
        for (const successes of story.successes.values()) expect(successes).toBe(1);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a lease that has run out', () => {
  it('frees the job for others, but not for the worker that is still at it', async () => {
    for (const table of [new SqliteJobTable(await openTemporaryDatabase()), new MemoryJobTable()]) {
      const story = new Story(table);
      await story.play({ step: 'add', id: 'a', maxAttempts: 3, delayMs: 0 });
      await story.play({ step: 'claim', worker: 'w1', isOtherGone: false });
      await story.play({ step: 'pass', ms: LEASE_MS });
      expect(await story.play({ step: 'free', worker: 'w1', isOtherGone: false })).toEqual([]);
      expect(await story.play({ step: 'free', worker: 'w2', isOtherGone: false })).toEqual(['a']);
    }
  });

  it('frees the job that somebody else claimed after us', async () => {
    for (const table of [new SqliteJobTable(await openTemporaryDatabase()), new MemoryJobTable()]) {
      const story = new Story(table);
      await story.play({ step: 'add', id: 'a', maxAttempts: 3, delayMs: 0 });
      for (const worker of ['w1', 'w2']) {
        expect(await story.play({ step: 'claim', worker, isOtherGone: false })).toHaveLength(1);
        await story.play({ step: 'pass', ms: LEASE_MS });
        await story.play({ step: 'free', worker: worker === 'w1' ? 'w2' : 'w1', isOtherGone: false });
      }
      expect(await table.counts(KIND)).toMatchObject({ waiting: 1, active: 0 });
    }
  });
});

/** Plays steps on one table; what it tells can be compared between two tables. */
class Story {
  /** Ids that were added and not removed. */
  readonly present = new Set<string>();
  /** "job/life" -> how often its success was taken; a retry or another add begins a new life. */
  readonly successes = new Map<string, number>();
  readonly #table: JobTable;
  readonly #claims: (ClaimedJob & { readonly worker: string })[] = [];
  readonly #lives = new Map<string, number>();
  #nowMs = 0;

  constructor(table: JobTable) {
    this.#table = table;
  }

  async play(next: Step): Promise<unknown> {
    switch (next.step) {
      case 'add':
        return this.#add(next.id, next.maxAttempts, next.delayMs);
      case 'claim':
        return (await this.#claim(next.worker)).map(({ key: _, ...job }) => job);
      case 'renew':
        return (await this.#table.renew(this.#running(next.worker), this.#nowMs + LEASE_MS)).length;
      case 'free':
        return this.#free(next.worker, next.isOtherGone);
      case 'settle':
        return this.#settle(this.#claims[next.claim % (this.#claims.length || 1)], next.outcome);
      case 'retry':
        return this.#retry(next.id);
      case 'remove':
        this.present.delete(next.id);
        return this.#table.remove(KIND, next.id);
      case 'pass':
        this.#nowMs += next.ms;
        return [await this.#table.counts(KIND), (await this.#table.owners(KIND)).toSorted()];
    }
  }

  /** A third worker that never fails ends whatever is left once all leases have run out. */
  async finish(): Promise<void> {
    this.#nowMs += 1_000;
    await this.#free('w3', true);
    for (const job of await this.#claim('w3', IDS.length)) await this.#settle(job, 'done');
  }

  async states(): Promise<readonly JobState[]> {
    const records = await this.#table.find(KIND, IDS);
    return records.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ state }) => state);
  }

  async #add(jobId: string, maxAttempts: number, delayMs: number): Promise<void> {
    if (!this.present.has(jobId)) this.#beginLife(jobId);
    this.present.add(jobId);
    await this.#table.add(KIND, [{ id: jobId, dataJson: 'null', runAtMs: this.#nowMs + delayMs, maxAttempts }]);
  }

  async #claim(worker: string, limit = 2): Promise<readonly ClaimedJob[]> {
    const request = {
      kind: KIND,
      ids: null,
      owner: `owner of ${worker}`,
      nowMs: this.#nowMs,
      leaseMs: LEASE_MS,
    };
    const claimed = await this.#table.claim({ ...request, limit });
    this.#claims.push(...claimed.map((job) => ({ ...job, worker })));
    return claimed;
  }

  async #free(worker: string, isOtherGone: boolean): Promise<readonly string[]> {
    const goneOwners = isOtherGone ? ['owner of w1', 'owner of w2'].filter((owner) => !owner.endsWith(worker)) : [];
    const spared = this.#running(worker);
    const freed = await this.#table.free({ kind: KIND, spared, nowMs: this.#nowMs, goneOwners, error: ERROR });
    return freed.toSorted();
  }

  async #settle(job: ClaimedJob | undefined, kind: (typeof OUTCOMES)[number]): Promise<boolean> {
    if (!job) return false;
    const outcomes: Record<(typeof OUTCOMES)[number], Outcome> = {
      done: { kind: 'done', resultJson: '1' },
      failed: { kind: 'failed', error: ERROR },
      again: { kind: 'again', runAtMs: this.#nowMs + 20, error: ERROR },
      'given-back': { kind: 'given-back' },
    };
    const isTaken = await this.#table.settle(job, outcomes[kind]);
    const life = `${job.id}/${this.#lives.get(job.id)}`;
    if (isTaken && kind === 'done') this.successes.set(life, (this.successes.get(life) ?? 0) + 1);
    return isTaken;
  }

  async #retry(jobId: string): Promise<void> {
    const [record] = await this.#table.find(KIND, [jobId]);
    if (record?.state === 'done' || record?.state === 'failed') this.#beginLife(jobId);
    await this.#table.retry(KIND, jobId, this.#nowMs);
  }

  /** Every claim the worker ever had: those that are over change nothing. */
  #running(worker: string): readonly Ticket[] {
    return this.#claims.filter((claim) => claim.worker === worker).map(({ key, claim }) => ({ key, claim }));
  }

  #beginLife(jobId: string): void {
    this.#lives.set(jobId, (this.#lives.get(jobId) ?? 0) + 1);
  }
}
