import { spawnSync } from 'node:child_process';
import { Writable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MomError } from '../../../src/errors.ts';
import { createLog, type Logger } from '../../../src/log.ts';
import {
  createSqliteJobQueue,
  type JobTable,
  LeasedJobQueue,
  type Outcome,
  type Ticket,
} from '../../../src/providers/queue/index.ts';
import { describeProcess } from '../../../src/providers/queue/process-owner.ts';
import { FakeClock } from '../../doubles/fake-clock.ts';
import { MemoryJobQueue, MemoryJobTable } from '../../doubles/memory-job-queue.ts';
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
    const { queue, table, clock, lines } = aQueue();
    table.failing.add('claim').add('renew').add('free');
    await queue.add('dig', [{ id: 'a', data: null }]);
    queue.work('dig', async () => 'dug');
    await clock.advance(5_000);
    expect(await queue.counts('dig')).toMatchObject({ waiting: 1 });
    expect(lines()).toContain('jobs could not be taken, will look again');
    table.failing.clear();
    await clock.advance(1_000);
    expect(await queue.result('dig', 'a')).toBe('dug');
  });

  it('does a job again whose answer could not be stored', async () => {
    const { queue, table, clock, lines } = aQueue();
    let runs = 0;
    await queue.add('dig', [{ id: 'a', data: null }]);
    table.failing.add('settle');
    const worker = queue.work('dig', async () => ++runs, { leaseMs: 3_000 });
    await clock.advance(0);
    table.failing.clear();
    await clock.advance(4_000);
    await worker.close();
    expect(lines()).toContain('answer of a job could not be stored');
    const other = new MemoryJobQueue(clock, table);
    other.work('dig', async () => ++runs);
    expect(await other.result('dig', 'a')).toBe(2);
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
  const { log, lines } = aLog();
  const queue = new LeasedJobQueue(table, clock, log, 'test');
  onTestFinished(async () => {
    const closed = queue[Symbol.asyncDispose]();
    await clock.advance(60_000);
    await closed;
  });
  return { queue, table, clock, lines };
}

/** A log whose messages can be read. */
function aLog(): { readonly log: Logger; readonly lines: () => readonly string[] } {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(JSON.parse(String(chunk)).msg));
      done();
    },
  });
  return { log: createLog('debug', sink), lines: () => lines };
}
