import { MomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HostCall } from './host-call.ts';
import { HostFault } from './host-fault.ts';
import type { HostState } from './host-state.ts';

export interface HostPoolOptions {
  readonly hosts: readonly HostState[];
  /** Asks a host how it is; rejects with a HostFault. */
  readonly checkHealth: (host: HostState, signal: AbortSignal) => Promise<void>;
  readonly clock: Clock;
  readonly log: Logger;
  /** The end of everything. */
  readonly stop: AbortSignal;
}

interface Waiter {
  readonly call: HostCall;
  readonly settle: (host: HostState | null) => void;
}

interface Alarm {
  readonly dueMs: number;
  readonly cancel: () => void;
}

/** Callers hold their own audio and are few; more than this is a mistake of the program. */
const MOST_WAITING = 1_000;

/**
 * Gives each chunk the least busy host that is well, in the order of the calls. Hosts that rest are asked for their health when
 * a call comes by after the rest, and by a timer only while a call waits: an idle pool does nothing.
 */
export class HostPool {
  readonly #options: HostPoolOptions;
  readonly #probes = new Set<Promise<void>>();
  #waiting: Waiter[] = [];
  #alarm: Alarm | null = null;

  constructor(options: HostPoolOptions) {
    this.#options = options;
  }

  /** A place at a host, to be given back; null when none is left that this call may hope for. */
  acquire(call: HostCall, signal: AbortSignal): Promise<HostState | null> {
    const { promise, resolve, reject } = Promise.withResolvers<HostState | null>();
    if (signal.aborted) return Promise.reject(signal.reason);
    if (this.#waiting.length >= MOST_WAITING)
      return Promise.reject(
        new MomError('stt_failed', `more than ${MOST_WAITING} chunks wait already`, { retryable: true }),
      );
    const leave = () => {
      this.#waiting = this.#waiting.filter((other) => other !== waiter);
      this.#setAlarm();
      reject(signal.reason);
    };
    const settle = (host: HostState | null) => {
      signal.removeEventListener('abort', leave);
      resolve(host);
    };
    const waiter = { call, settle };
    signal.addEventListener('abort', leave, { once: true });
    this.#waiting.push(waiter);
    this.#serve();
    return promise;
  }

  /** Gives a place back with what the host did there; null when nobody waited for the end. */
  release(host: HostState, outcome: 'answered' | HostFault | null): void {
    host.release();
    // Who refuses one chunk is there for the next.
    if (outcome === 'answered' || outcome?.kind === 'refused') this.#praise(host);
    else if (outcome) this.#blame(host, outcome);
    this.#serve();
  }

  /** Resolves when nothing runs here any more; to be called after the stop signal. */
  async ended(): Promise<void> {
    await Promise.all(this.#probes);
  }

  #serve(): void {
    this.#probeDue();
    this.#waiting = this.#waiting.filter((waiter) => !this.#settle(waiter));
    this.#setAlarm();
  }

  #settle({ call, settle }: Waiter): boolean {
    const host = this.#choose(call);
    if (!host && this.#options.hosts.some((other) => this.#isHope(other, call))) return false;
    host?.take();
    settle(host);
    return true;
  }

  /** The least busy one, then the one that had the least to do so far. Never one that has failed this call while another has not. */
  #choose(call: HostCall): HostState | null {
    const open = this.#options.hosts.filter((host) => isWorking(host) && call.mayTry(host));
    const leastTries = Math.min(...open.map((host) => call.triesAt(host)));
    const free = open.filter((host) => host.canTake && call.triesAt(host) === leastTries);
    return free.toSorted((one, other) => one.load - other.load || one.taken - other.taken)[0] ?? null;
  }

  /** Whether waiting for this host makes sense. */
  #isHope(host: HostState, call: HostCall): boolean {
    if (host.phase === 'off' || !call.mayTry(host)) return false;
    if (isWorking(host)) return true;
    return host.hasAnswered && (host.restUntilMs ?? this.#options.clock.now()) <= call.patientUntilMs;
  }

  #probeDue(): void {
    const { hosts, clock, stop } = this.#options;
    for (const host of hosts) {
      if (stop.aborted || !host.isDue(clock.now())) continue;
      host.beginProbe();
      const probe = this.#probe(host).finally(() => this.#probes.delete(probe));
      this.#probes.add(probe);
    }
  }

  async #probe(host: HostState): Promise<void> {
    const { checkHealth, stop } = this.#options;
    try {
      await checkHealth(host, stop);
      host.beginTrial();
    } catch (error) {
      if (stop.aborted) return;
      this.#blame(host, error instanceof HostFault ? error : new HostFault('failed', String(error)));
    }
    this.#serve();
  }

  #praise(host: HostState): void {
    if (host.succeed()) this.#options.log.info({ host: host.endpoint.name }, 'transcription host is back');
  }

  #blame(host: HostState, fault: HostFault): void {
    const { clock, log } = this.#options;
    host.fail(fault, clock.now());
    const facts = { host: host.endpoint.name, fault: fault.kind, reason: fault.message };
    if (host.phase === 'off') log.error(facts, 'transcription host is off until the next start');
    else if (host.restUntilMs === null) log.warn(facts, 'transcription host failed');
    else log.warn({ ...facts, restMs: host.restUntilMs - clock.now() }, 'transcription host failed and rests');
  }

  /** Wakes the pool at the end of the next rest, as long as somebody waits for it. */
  #setAlarm(): void {
    const { hosts, clock } = this.#options;
    const rests = hosts.map((host) => host.restUntilMs).filter((untilMs) => untilMs !== null);
    const dueMs = this.#waiting.length > 0 && rests.length > 0 ? Math.min(...rests) : null;
    if (dueMs === (this.#alarm?.dueMs ?? null)) return;
    this.#alarm?.cancel();
    this.#alarm = null;
    if (dueMs === null) return;
    const cancelled = new AbortController();
    this.#alarm = { dueMs, cancel: () => cancelled.abort() };
    clock.delay(dueMs - clock.now(), cancelled.signal).then(
      () => this.#wake(),
      () => undefined,
    );
  }

  #wake(): void {
    this.#alarm = null;
    this.#serve();
  }
}

const isWorking = ({ phase }: HostState): boolean => phase === 'well' || phase === 'trial';
