import { MomError } from '../errors.ts';
import { backOffMs } from './back-off.ts';
import type { ChildCounters } from './child-counters.ts';
import { ChildDeath } from './child-death.ts';
import type { ChildOptions } from './child-options.ts';
import { ForkedChild } from './forked-child.ts';
import type { ParentMessage } from './protocol.ts';
import { repeatAfterDeath } from './repeat-after-death.ts';

/** A job is repeated once: the child may have died of something else. */
const DEATHS_PER_JOB = 2;
const DEATHS_PER_START = 3;

/** One child that is forked when there is work, started again when it died, and ended when there was no work for long. */
export class SupervisedChild<Init> {
  readonly #options: ChildOptions<Init>;
  readonly #counters: ChildCounters;
  readonly #stop: AbortSignal;
  readonly #ending = new Set<Promise<void>>();
  #child: ForkedChild | null = null;
  #idle = new AbortController();
  #deathsInARow = 0;
  #replacesDead = false;

  /** @param stop Aborted by the owner before it calls close(); nothing is forked after it. */
  constructor(options: ChildOptions<Init>, counters: ChildCounters, stop: AbortSignal) {
    this.#options = options;
    this.#counters = counters;
    this.#stop = stop;
  }

  get isRunning(): boolean {
    return this.#child !== null;
  }

  /**
   * One job at a time, the owner sees to it. `isWanted` is asked before a repeat.
   *
   * @throws MomError with the adapter's codes, or what `prepare` or the child's handler throws
   */
  async run(request: unknown, isWanted: () => boolean): Promise<unknown> {
    this.#idle.abort();
    try {
      const deaths = this.#options.repeatsJobs === false ? 1 : DEATHS_PER_JOB;
      return await repeatAfterDeath(deaths, isWanted, () => this.#answer(request, isWanted));
    } catch (error) {
      throw error instanceof ChildDeath ? this.#lost(error, 'on this job', this.#options.jobTimeoutMs) : error;
    } finally {
      this.#endWhenIdle();
    }
  }

  /** Bounded by `graceMs`. Resolves when no process is left. */
  async close(): Promise<void> {
    this.#idle.abort();
    this.#release();
    await Promise.all(this.#ending);
  }

  async #answer(request: unknown, isWanted: () => boolean): Promise<unknown> {
    const child = this.#child ?? (await this.#start(isWanted));
    const reply = await this.#ask(child, 'job', request, this.#options.jobTimeoutMs);
    this.#deathsInARow = 0;
    return reply;
  }

  async #start(isWanted: () => boolean): Promise<ForkedChild> {
    try {
      return await repeatAfterDeath(DEATHS_PER_START, isWanted, () => this.#startOnce());
    } catch (error) {
      throw error instanceof ChildDeath
        ? this.#lost(error, 'before it was ready', this.#options.startTimeoutMs)
        : error;
    }
  }

  async #startOnce(): Promise<ForkedChild> {
    const init = await this.#options.prepare();
    if (this.#deathsInARow > 0) await this.#options.clock.delay(backOffMs(this.#deathsInARow), this.#stop);
    const child = this.#fork();
    try {
      await this.#ask(child, 'start', init, this.#options.startTimeoutMs);
      return child;
    } catch (error) {
      this.#release();
      throw error;
    }
  }

  #fork(): ForkedChild {
    const { name, module, env, failureCodes, log } = this.#options;
    this.#stop.throwIfAborted();
    const child = this.#forkOrDie(
      () =>
        new ForkedChild({
          module,
          env,
          failureCode: failureCodes.failed,
          onDeath: (death) => this.#bury(child, death),
        }),
    );
    this.#child = child;
    if (this.#replacesDead) this.#counters.restarts += 1;
    this.#replacesDead = false;
    log.info({ child: name, processId: child.processId }, 'child started');
    return child;
  }

  /** A host without memory or process ids to spare is no reason to give up at once. */
  #forkOrDie(fork: () => ForkedChild): ForkedChild {
    try {
      return fork();
    } catch (error) {
      this.#deathsInARow += 1;
      throw new ChildDeath('crash', error instanceof Error ? error.message : String(error));
    }
  }

  #bury(child: ForkedChild, death: ChildDeath): void {
    if (this.#child === child) this.#child = null;
    if (death.reason === 'ended') return;
    this.#replacesDead = true;
    this.#deathsInARow += 1;
    const { name, log } = this.#options;
    log.warn(
      { child: name, processId: child.processId, how: death.message, reason: death.reason, stderr: child.stderrTail },
      'child died',
    );
  }

  async #ask(child: ForkedChild, kind: ParentMessage['kind'], value: unknown, timeoutMs: number): Promise<unknown> {
    const answered = new AbortController();
    const killLate = (): void => {
      this.#counters.timeouts += 1;
      child.killAsTooSlow();
    };
    this.#options.clock.delay(timeoutMs, answered.signal).then(killLate, ignoreAbort);
    try {
      return await child.ask(kind, value);
    } finally {
      answered.abort();
    }
  }

  #endWhenIdle(): void {
    if (!this.#child || this.#stop.aborted) return;
    this.#idle = new AbortController();
    this.#options.clock.delay(this.#options.idleMs, this.#idle.signal).then(() => this.#release(), ignoreAbort);
  }

  #release(): void {
    const child = this.#child;
    if (!child) return;
    this.#child = null;
    const ending = child.end(this.#options.clock, this.#options.graceMs).finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  #lost(death: ChildDeath, when: string, limitMs: number): MomError {
    const { name, failureCodes } = this.#options;
    return death.reason === 'timeout'
      ? new MomError(failureCodes.timedOut, `no answer from the ${name} process in ${limitMs} ms`, { cause: death })
      : new MomError(failureCodes.crashed, `the ${name} process ended ${when} (${death.message})`, { cause: death });
  }
}

/** The wait was called off; there is nothing left to do. */
function ignoreAbort(): undefined {
  return undefined;
}
