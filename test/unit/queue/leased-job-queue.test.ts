import { spawnSync } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MomError } from '../../../src/errors.ts';
import { createLog } from '../../../src/log.ts';
import type { JobHandler, JobQueue } from '../../../src/ports/job-queue.ts';
import {
  createSqliteJobQueue,
  type JobTable,
  LeasedJobQueue,
  type Outcome,
  type Ticket,
} from '../../../src/providers/queue/index.ts';
import { describeProcess } from '../../../src/providers/sqlite/process-owner.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';
import { MemoryJobQueue, MemoryJobTable } from '../../doubles/memory-job-queue.ts';
import { recordedLog } from '../../doubles/recorded-log.ts';
import { openTemporaryDatabase } from '../store/temporary-database.ts';

const FULL = new MomError('queue_failed', 'the disk is full');

describe('a job whose owner died on this host', () => {
  it('is free at once', async () => {
    const clock = new FakeClock();
    const database = await openTemporaryDatabase();
    const log = createLog('silent');
    const dead = { ...describeProcess(), pid: spawnSync(process.execPath, ['-e', '']).pid };
    const before = createSqliteJobQueue(database, { clock: new FakeClock(), log, owner: dead });
    await before.add('dig', [{ id: 'a', data: null }]);
    before.work('dig', () => new Promise(() => undefined));
    await clock.advance(0);
    expect(await before.counts('dig')).toMatchObject({ active: 1 });

    const after = createSqliteJobQueue(database, { clock, log });
    const worker = after.work('dig', async (_, { attempt }) => attempt);
    expect(await after.result('dig', 'a')).toBe(2);
    await worker.close();
  });
});

describe('a worker whose table fails', () => {
  it('goes on when the table can be used again', async () => {
    const { queue, table, clock, messages } = aQueue();
    table.failing.add('claim').add('renew').add('free');
    await queue.add('dig', [{ id: 'a', data: null }]);
    queue.work('dig', async () => 'dug');
    await clock.advance(5_000);
    expect(await queue.counts('dig')).toMatchObject({ waiting: 1 });
    expect(messages()).toContain('jobs could not be taken, will look again');
    table.failing.clear();
    await clock.advance(1_000);
    expect(await queue.result('dig', 'a')).toBe('dug');
  });

  it('stores an answer as soon as it can, and nobody does the job again meanwhile', async () => {
    const { queue, table, clock, messages } = aQueue();
    const other = new MemoryJobQueue(clock, table);
    let runs = 0;
    await queue.add('dig', [{ id: 'a', data: null }]);
    table.failing.add('settle');
    for (const worked of [queue, other]) worked.work('dig', async () => ++runs, { leaseMs: 3_000 });
    const answer = queue.result('dig', 'a');
    await clock.advance(30_000);
    table.failing.clear();
    await clock.advance(2 * 16_000);
    expect(await answer).toBe(1);
    expect(runs).toBe(1);
    expect(messages()).toContain('answer of a job could not be stored, will try again');
    await closeOn(clock, other);
  });

  it('tells who waits when an answer is lost, and does the job again beside what else it does', async () => {
    const { queue, table, clock, messages } = aQueue();
    const runs: string[] = [];
    await queue.add('dig', [
      { id: 'long', data: null },
      { id: 'a', data: null },
    ]);
    table.failing.add('settle');
    const { promise, resolve } = Promise.withResolvers<string>();
    const handler: JobHandler = async (_, { id, attempt }) => {
      runs.push(id);
      return id === 'long' ? await promise : attempt;
    };
    queue.work('dig', handler, { leaseMs: 3_000, concurrency: 2 });
    const answer = expect(queue.result('dig', 'a')).rejects.toBe(FULL);
    await clock.advance(63_000);
    await answer;
    expect(messages()).toContain('answer of a job is lost, it could not be stored');
    table.failing.clear();
    const again = queue.result('dig', 'a');
    await clock.advance(4_000);
    expect(await again).toBe(2);
    resolve('dug');
    expect(await queue.result('dig', 'long')).toBe('dug');
    expect(runs).toEqual(['long', 'a', 'a']);
  });

  it('tells who waits for an answer that can not be stored when the worker closes, and closes in time', async () => {
    const { queue, table, clock, messages } = aQueue();
    await queue.add('dig', [{ id: 'a', data: null }]);
    table.failing.add('settle');
    const worker = queue.work('dig', async () => 'dug');
    const answer = expect(queue.result('dig', 'a')).rejects.toBe(FULL);
    await clock.advance(10_000);
    const closed = worker.close(2_000);
    await clock.advance(3_000);
    await closed;
    await answer;
    const triesAtMs = [0, 1_000, 3_000, 7_000]; // and the last when it is stopped
    const isRetried = (message: unknown) => message === 'answer of a job could not be stored, will try again';
    expect(messages().filter(isRetried)).toHaveLength(triesAtMs.length);
    await clock.advance(1_000);
    expect(clock.pending).toBe(0);
  });

  it('stores within the grace what could not be stored before', async () => {
    const { queue, table, clock } = aQueue();
    await queue.add('dig', [{ id: 'a', data: null }]);
    table.failing.add('settle');
    const worker = queue.work('dig', async () => 'dug');
    await clock.advance(10_000);
    table.failing.clear();
    const closed = worker.close(2_000);
    await clock.advance(3_000);
    await closed;
    expect(await queue.result('dig', 'a')).toBe('dug');
  });

  it('keeps its job through failed renewals while nobody else takes it', async () => {
    const { queue, table, clock } = aQueue();
    const { promise, resolve } = Promise.withResolvers<string>();
    const signals: AbortSignal[] = [];
    await queue.add('dig', [{ id: 'a', data: null }]);
    queue.work('dig', (_, { signal }) => {
      signals.push(signal);
      return promise;
    });
    await clock.advance(0);
    table.failing.add('renew');
    await clock.advance(120_000);
    table.failing.clear();
    await clock.advance(30_000);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    resolve('dug');
    expect(await queue.result('dig', 'a')).toBe('dug');
  });

  it('tells who asks for a result right away, and lets who waits already wait on', async () => {
    const { queue, table, clock } = aQueue();
    await queue.add('dig', [{ id: 'a', data: null }]);
    const waiting = queue.result('dig', 'a');
    await clock.advance(0);
    table.failing.add('find');
    await expect(queue.result('dig', 'a')).rejects.toBe(FULL);
    await clock.advance(1_000);
    table.failing.clear();
    queue.work('dig', async () => 'dug');
    expect(await waiting).toBe('dug');
  });
});

describe('a handler that fails', () => {
  it.each([
    [new MomError('recording_not_audio', 'no stream'), { level: 30, code: 'recording_not_audio', reason: 'no stream' }],
    [new MomError('stt_timeout', 'no answer'), { level: 40, code: 'stt_timeout', reason: 'no answer' }],
    [new MomError('stt_crashed', 'signal 11'), { level: 50, code: 'stt_crashed', reason: 'signal 11' }],
  ])('is logged as loud as its code says, without a stack: %s', async (error, expected) => {
    const { queue, clock, lines } = aQueue();
    await queue.add('dig', [{ id: 'a', data: null, maxAttempts: 1 }]);
    queue.work('dig', () => Promise.reject(error));
    await clock.advance(0);
    const { time: _, ...line } = lines[0]!;
    const fields = { kind: 'dig', jobId: 'a', attempt: 1, isLast: true, msg: 'job attempt failed' };
    expect(lines).toHaveLength(1);
    expect(line).toEqual({ ...expected, ...fields });
  });

  it('is logged with its stack where nobody expected it', async () => {
    const { queue, clock, lines } = aQueue();
    await queue.add('dig', [{ id: 'a', data: null }]);
    queue.work('dig', () => Promise.reject(new TypeError('the spade is undefined')));
    await clock.advance(0);
    const err = { type: 'TypeError', stack: expect.stringContaining('leased-job-queue.test.ts') };
    expect(lines).toMatchObject([{ level: 50, err, isLast: false, msg: 'job attempt failed' }]);
  });
});

describe('a queue that idles', () => {
  it('holds one timer for taking and one for its leases, however long', async () => {
    const { queue, clock } = aQueue();
    const worker = queue.work('dig', async () => null);
    await clock.advance(3_600_000);
    expect(clock.pending).toBe(2);
    await worker.close();
    expect(clock.pending).toBe(0);
  });
});

/** A memory table that fails on cue. */
class FailingTable extends MemoryJobTable {
  readonly failing = new Set<keyof JobTable>();

  override claim(...given: Parameters<JobTable['claim']>) {
    return this.#or('claim', () => super.claim(...given));
  }

  override renew(...given: Parameters<JobTable['renew']>) {
    return this.#or('renew', () => super.renew(...given));
  }

  override free(...given: Parameters<JobTable['free']>) {
    return this.#or('free', () => super.free(...given));
  }

  override settle(ticket: Ticket, outcome: Outcome) {
    return this.#or('settle', () => super.settle(ticket, outcome));
  }

  override find(...given: Parameters<JobTable['find']>) {
    return this.#or('find', () => super.find(...given));
  }

  async #or<T>(call: keyof JobTable, action: () => Promise<T>): Promise<T> {
    if (this.failing.has(call)) throw FULL;
    return await action();
  }
}

function aQueue() {
  const clock = new FakeClock();
  const table = new FailingTable();
  const { log, lines } = recordedLog();
  const queue = new LeasedJobQueue(table, clock, log, 'test');
  onTestFinished(() => closeOn(clock, queue));
  return { queue, table, clock, lines, messages: () => lines.map(({ msg }) => msg) };
}

async function closeOn(clock: FakeClock, queue: JobQueue): Promise<void> {
  const closed = queue[Symbol.asyncDispose]();
  await clock.advance(60_000);
  await closed;
}
