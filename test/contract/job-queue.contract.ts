import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MomError } from '../../src/errors.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { JobHandler, JobQueue, JobSpec, WorkOptions } from '../../src/ports/job-queue.ts';
import { FakeClock } from '../doubles/fake-clock.ts';

const LEASE_MS = 30_000;
const BUSY = new MomError('stt_timeout', 'no answer in 20 s'); // retryable
const LOOK_MS = 1_000; // longer than any adapter takes to look at other processes' doings

/** Queues on the same jobs, each as if it were another process. */
export type OpenQueue = (clock: Clock) => JobQueue;

/** What every JobQueue does. `prepare` gives a place without jobs. */
export function jobQueueContract(name: string, prepare: () => Promise<OpenQueue>): void {
  describe(`${name} as a JobQueue`, () => {
    let clock: FakeClock;
    let open: OpenQueue;
    let queue: JobQueue;

    beforeEach(async () => {
      clock = new FakeClock();
      open = await prepare();
      queue = open(clock);
    });
    afterEach(async () => {
      await closeQueue(queue, clock);
    });

    const add = (...jobs: readonly (string | JobSpec)[]) =>
      queue.add(
        'dig',
        jobs.map((job) => (typeof job === 'string' ? { id: job, data: null } : job)),
      );
    const counts = () => queue.counts('dig');
    const work = (handler: JobHandler, options: WorkOptions = {}, on: JobQueue = queue) =>
      on.work('dig', handler, { leaseMs: LEASE_MS, ...options });
    /** A handler that ends when told, and notes what it was given. */
    const aSlowHandler = () => {
      const runs: SlowRun[] = [];
      const handler: JobHandler = (data, { id, attempt, signal }) => {
        const { promise, resolve, reject } = Promise.withResolvers<unknown>();
        runs.push({ data, id, attempt, signal, resolve, reject });
        return promise;
      };
      return { runs, handler };
    };

    describe('adding', () => {
      it('does a job once and answers with what the handler gave', async () => {
        const seen: unknown[] = [];
        work(async (data, { id, attempt }) => {
          seen.push([id, data, attempt]);
          return { metres: 3 };
        });
        await add({ id: 'a', data: { path: '/x', list: [1, null, 'ü'] } });
        expect(await queue.result('dig', 'a')).toEqual({ metres: 3 });
        expect(seen).toEqual([['a', { path: '/x', list: [1, null, 'ü'] }, 1]]);
      });

      it('changes nothing when a job is added again', async () => {
        await add({ id: 'a', data: 'first' });
        await add({ id: 'a', data: 'second' }, { id: 'a', data: 'third' });
        work(async (data) => data);
        expect(await queue.result('dig', 'a')).toBe('first');
        await add({ id: 'a', data: 'fourth' });
        await clock.advance(LOOK_MS);
        expect(await queue.result('dig', 'a')).toBe('first');
        expect(await counts()).toEqual({ waiting: 0, active: 0, done: 1, failed: 0 });
      });

      it('keeps kinds apart', async () => {
        await add('a');
        await queue.add('fill', [{ id: 'a', data: null }]);
        work(async () => 'dug');
        expect(await queue.result('dig', 'a')).toBe('dug');
        expect(await queue.counts('fill')).toMatchObject({ waiting: 1 });
      });

      it('takes the oldest first', async () => {
        await add('c', 'a', 'b');
        const order: string[] = [];
        work(async (_, { id }) => order.push(id));
        await clock.advance(LOOK_MS);
        expect(order).toEqual(['c', 'a', 'b']);
      });

      it('waits for the delay', async () => {
        const { runs, handler } = aSlowHandler();
        work(handler);
        await add({ id: 'a', data: null, delayMs: 10_000 });
        await clock.advance(9_999);
        expect(runs).toHaveLength(0);
        await clock.advance(LOOK_MS);
        expect(runs).toHaveLength(1);
        runs[0]!.resolve(null);
      });

      it('finds jobs that another process added', async () => {
        const other = open(clock);
        work(async () => 'dug');
        await clock.advance(LOOK_MS);
        await other.add('dig', [{ id: 'a', data: null }]);
        const answer = other.result('dig', 'a');
        await clock.advance(2 * LOOK_MS);
        expect(await answer).toBe('dug');
        await closeQueue(other, clock);
      });

      it('refuses attempts that make no sense', async () => {
        await expect(add({ id: 'a', data: null, maxAttempts: 0 })).rejects.toMatchObject({ code: 'queue_failed' });
      });

      it('counts none where there are none', async () => {
        expect(await counts()).toEqual({ waiting: 0, active: 0, done: 0, failed: 0 });
      });
    });

    describe('working', () => {
      it('runs no more at once than told', async () => {
        const { runs, handler } = aSlowHandler();
        await add('a', 'b', 'c');
        work(handler, { concurrency: 2 });
        await clock.advance(LOOK_MS);
        expect(runs.map(({ id }) => id)).toEqual(['a', 'b']);
        expect(await counts()).toEqual({ waiting: 1, active: 2, done: 0, failed: 0 });
        runs[0]!.resolve(null);
        await clock.advance(0);
        expect(runs.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
        for (const run of runs) run.resolve(null);
        await clock.advance(0);
        expect(await counts()).toEqual({ waiting: 0, active: 0, done: 3, failed: 0 });
      });

      it('works on the named jobs only', async () => {
        await add('a', 'b', 'c');
        work(async () => null, { ids: ['c', 'a', 'z'], concurrency: 5 });
        await clock.advance(LOOK_MS);
        expect(await counts()).toEqual({ waiting: 1, active: 0, done: 2, failed: 0 });
      });

      it('shares the jobs among processes without doing any twice', async () => {
        const other = open(clock);
        const done: string[] = [];
        const handler: JobHandler = async (_, { id }) => done.push(id);
        await add(...Array.from({ length: 40 }, (_, index) => `j${index}`));
        work(handler, { concurrency: 3 });
        work(handler, { concurrency: 3 }, other);
        await clock.advance(LOOK_MS);
        expect(new Set(done).size).toBe(40);
        expect(done).toHaveLength(40);
        await closeQueue(other, clock);
      });
    });

    describe('failing', () => {
      it('tries again, later each time, and answers at last', async () => {
        const startedMs: number[] = [];
        work(async (_, { attempt }) => {
          startedMs.push(clock.now());
          if (attempt < 4) throw BUSY;
          return attempt;
        });
        await add({ id: 'a', data: null, maxAttempts: 4 });
        await clock.advance(60_000);
        expect(await queue.result('dig', 'a')).toBe(4);
        const pauses = startedMs.slice(1).map((ms, index) => ms - startedMs[index]!);
        expect(pauses).toHaveLength(3);
        for (const [index, pause] of pauses.entries())
          expect(pause).toBeGreaterThan(index === 0 ? 100 : pauses[index - 1]!);
      });

      it('gives up after the last attempt and says what went wrong', async () => {
        let runs = 0;
        work(async () => {
          runs += 1;
          throw new Error('the spade broke');
        });
        await add('a');
        const answer = expect(queue.result('dig', 'a')).rejects.toMatchObject({
          code: 'job_failed',
          message: 'The job "dig" failed: the spade broke.',
        });
        await clock.advance(60_000);
        await answer;
        expect(runs).toBe(3);
        expect(await counts()).toEqual({ waiting: 0, active: 0, done: 0, failed: 1 });
      });

      it('gives up at once where trying again is no use, and keeps the sentence', async () => {
        let runs = 0;
        const broken = new MomError('recording_not_audio', 'no stream', { file: '/uploads/cat.jpg' });
        work(async () => {
          runs += 1;
          throw broken;
        });
        await add('a');
        await expect(queue.result('dig', 'a')).rejects.toMatchObject({ code: broken.code, sentence: broken.sentence });
        await clock.advance(60_000);
        expect(runs).toBe(1);
      });

      it('fails a job whose answer is no JSON', async () => {
        work(async () => 1n);
        await add({ id: 'a', data: null, maxAttempts: 1 });
        await expect(queue.result('dig', 'a')).rejects.toMatchObject({ code: 'job_failed' });
      });

      it('gives a failed job all its attempts back on retry', async () => {
        let isBroken = true;
        const attempts: number[] = [];
        work(async (_, { attempt }) => {
          attempts.push(attempt);
          if (isBroken) throw BUSY;
          return 'dug';
        });
        await add({ id: 'a', data: null, maxAttempts: 2 });
        await clock.advance(60_000);
        await expect(queue.result('dig', 'a')).rejects.toMatchObject({ code: 'stt_timeout' });
        isBroken = false;
        await queue.retry('dig', 'a');
        expect(await queue.result('dig', 'a')).toBe('dug');
        expect(attempts).toEqual([1, 2, 1]);
      });

      it('does a done job again on retry, and leaves a running one alone', async () => {
        const { runs, handler } = aSlowHandler();
        work(handler, { concurrency: 2 });
        await add('a');
        await clock.advance(0);
        await queue.retry('dig', 'a');
        await clock.advance(LOOK_MS);
        expect(runs).toHaveLength(1);
        runs[0]!.resolve(1);
        expect(await queue.result('dig', 'a')).toBe(1);
        await queue.retry('dig', 'a');
        await clock.advance(0);
        runs[1]!.resolve(2);
        expect(await queue.result('dig', 'a')).toBe(2);
      });
    });

    describe('leases', () => {
      it('keeps the job of a worker that takes long but lives', async () => {
        const other = open(clock);
        const [ours, theirs] = [aSlowHandler(), aSlowHandler()];
        await add('a');
        work(ours.handler);
        await clock.advance(0);
        work(theirs.handler, {}, other);
        await clock.advance(10 * LEASE_MS);
        expect(ours.runs[0]!.signal.aborted).toBe(false);
        expect(theirs.runs).toHaveLength(0);
        ours.runs[0]!.resolve('ours');
        expect(await queue.result('dig', 'a')).toBe('ours');
        await closeQueue(other, clock);
      });

      it('gives the job of a worker that shows no life to another, and ignores what the first says later', async () => {
        const frozen = new FakeClock(clock.now());
        const stuck = open(frozen);
        const [first, second] = [aSlowHandler(), aSlowHandler()];
        await add('a');
        work(first.handler, {}, stuck);
        await frozen.advance(0);
        work(second.handler);
        await clock.advance(LEASE_MS - 1);
        expect(second.runs).toHaveLength(0);
        await clock.advance(LOOK_MS);
        expect(second.runs).toMatchObject([{ id: 'a', attempt: 2 }]);

        first.runs[0]!.resolve('too late');
        await frozen.advance(0);
        expect(await counts()).toMatchObject({ active: 1, done: 0 });
        second.runs[0]!.resolve('second');
        expect(await queue.result('dig', 'a')).toBe('second');
        await closeQueue(stuck, frozen);
      });

      it('tells a worker that wakes up too late to stop', async () => {
        const frozen = new FakeClock(clock.now());
        const stuck = open(frozen);
        const [first, second] = [aSlowHandler(), aSlowHandler()];
        await add('a');
        work(first.handler, {}, stuck);
        await frozen.advance(0);
        work(second.handler);
        await clock.advance(LEASE_MS + LOOK_MS);
        expect(first.runs[0]!.signal.aborted).toBe(false);
        await frozen.advance(LEASE_MS);
        expect(first.runs[0]!.signal.aborted).toBe(true);
        first.runs[0]!.reject(new Error('stopped'));
        await frozen.advance(LOOK_MS);
        expect(await counts()).toMatchObject({ active: 1 });
        second.runs[0]!.resolve('second');
        expect(await queue.result('dig', 'a')).toBe('second');
        await closeQueue(stuck, frozen);
      });

      it('fails a job that has lost its worker at every attempt', async () => {
        const frozen = new FakeClock(clock.now());
        const stuck = open(frozen);
        const first = aSlowHandler();
        await add({ id: 'a', data: null, maxAttempts: 1 });
        work(first.handler, {}, stuck);
        await frozen.advance(0);
        const second = aSlowHandler();
        work(second.handler);
        const answer = expect(queue.result('dig', 'a')).rejects.toMatchObject({ code: 'job_failed' });
        await clock.advance(LEASE_MS + LOOK_MS);
        await answer;
        expect(second.runs).toHaveLength(0);
        first.runs[0]!.resolve(null);
        await closeQueue(stuck, frozen);
      });

      it('refuses options that make no sense', () => {
        expect(() => work(async () => null, { concurrency: 0 })).toThrow(/concurrency must be at least 1, got 0/);
        expect(() => work(async () => null, { leaseMs: Number.NaN })).toThrow(/leaseMs/);
      });
    });

    describe('closing a worker', () => {
      it('waits for what runs and takes nothing new', async () => {
        const { runs, handler } = aSlowHandler();
        const worker = work(handler);
        await add('a', 'b');
        await clock.advance(0);
        const closed = worker.close(10_000);
        await clock.advance(9_000);
        expect(runs[0]!.signal.aborted).toBe(false);
        runs[0]!.resolve('dug');
        await closed;
        expect(await queue.result('dig', 'a')).toBe('dug');
        expect(await counts()).toEqual({ waiting: 1, active: 0, done: 1, failed: 0 });
      });

      it('gives back what takes longer than the grace, without using up an attempt', async () => {
        const { runs, handler } = aSlowHandler();
        const worker = work((data, context) => {
          context.signal.addEventListener('abort', () => runs[0]!.reject(context.signal.reason));
          return handler(data, context);
        });
        await add({ id: 'a', data: null, maxAttempts: 1 });
        await clock.advance(0);
        const closed = worker.close(2_000);
        await clock.advance(2_000);
        await closed;
        expect(runs[0]!.signal.aborted).toBe(true);
        expect(await counts()).toMatchObject({ waiting: 1, failed: 0 });
        work(async (_, { attempt }) => attempt);
        expect(await queue.result('dig', 'a')).toBe(1);
      });

      it('ends even when a handler ignores that it should stop', async () => {
        const { runs, handler } = aSlowHandler();
        const worker = work(handler);
        await add('a');
        await clock.advance(0);
        const closed = worker.close(1_000);
        await clock.advance(5_000);
        await closed;
        expect(await counts()).toMatchObject({ waiting: 1, active: 0 });
        work(async () => 'second');
        expect(await queue.result('dig', 'a')).toBe('second');
        runs[0]!.resolve('too late');
        await clock.advance(LOOK_MS);
        expect(await queue.result('dig', 'a')).toBe('second');
      });

      it('does it once when asked twice, and at once with nothing to wait for', async () => {
        const worker = work(async () => null);
        await Promise.all([worker.close(), worker.close()]);
      });
    });

    describe('results', () => {
      it('rejects with the reason when the wait is given up, and the job goes on', async () => {
        const { runs, handler } = aSlowHandler();
        work(handler);
        await add('a');
        const giveUp = new AbortController();
        const answer = expect(queue.result('dig', 'a', giveUp.signal)).rejects.toThrow('enough');
        await clock.advance(0);
        giveUp.abort(new Error('enough'));
        await answer;
        runs[0]!.resolve('dug');
        expect(await queue.result('dig', 'a')).toBe('dug');
        await expect(queue.result('dig', 'a', AbortSignal.abort(new Error('no')))).rejects.toThrow('no');
      });

      it('says that there is no such job', async () => {
        await expect(queue.result('dig', 'a')).rejects.toMatchObject({ code: 'queue_failed' });
      });

      it('answers everybody who waits', async () => {
        await add('a');
        const answers = Promise.all([queue.result('dig', 'a'), queue.result('dig', 'a')]);
        work(async () => 7);
        expect(await answers).toEqual([7, 7]);
      });

      it('tells those who wait when the queue closes', async () => {
        await add('a');
        const answer = expect(queue.result('dig', 'a')).rejects.toMatchObject({ code: 'queue_failed' });
        await clock.advance(0);
        await closeQueue(queue, clock);
        await answer;
        await expect(queue.counts('dig')).rejects.toMatchObject({ code: 'queue_failed' });
      });
    });

    describe('removing', () => {
      it('forgets the job, so that it can be added anew', async () => {
        work(async (data) => data);
        await add({ id: 'a', data: 1 });
        await queue.result('dig', 'a');
        await queue.remove('dig', 'a');
        await queue.remove('dig', 'a');
        expect(await counts()).toMatchObject({ done: 0 });
        await add({ id: 'a', data: 2 });
        expect(await queue.result('dig', 'a')).toBe(2);
      });

      it('stops a running job, whose answer does not count for a new one of that name', async () => {
        const { runs, handler } = aSlowHandler();
        work(handler, { concurrency: 2 });
        await add('a');
        await clock.advance(0);
        const answer = expect(queue.result('dig', 'a')).rejects.toMatchObject({ code: 'queue_failed' });
        await clock.advance(0);
        await queue.remove('dig', 'a');
        await answer;
        expect(runs[0]!.signal.aborted).toBe(true);
        await add('a');
        await clock.advance(0);
        runs[0]!.resolve('old');
        await clock.advance(0);
        expect(await counts()).toMatchObject({ active: 1, done: 0 });
        runs[1]!.resolve('new');
        expect(await queue.result('dig', 'a')).toBe('new');
      });
    });
  });
}

interface SlowRun {
  readonly data: unknown;
  readonly id: string;
  readonly attempt: number;
  readonly signal: AbortSignal;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Handlers that are still busy get their grace in no time. */
async function closeQueue(queue: JobQueue, clock: FakeClock): Promise<void> {
  const closed = queue[Symbol.asyncDispose]();
  await clock.advance(60_000);
  await closed;
}
