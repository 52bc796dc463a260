import type { Endpoint } from './endpoint.ts';
import { type HostFault, REST_AT } from './host-fault.ts';

/** How a host is, as far as we know. After a rest it is asked for its health, then one chunk tells whether it is well. */
type Condition =
  | { readonly phase: 'well' }
  | { readonly phase: 'resting'; readonly untilMs: number; readonly reason: string }
  | { readonly phase: 'probing'; readonly reason: string }
  | { readonly phase: 'trial'; readonly reason: string }
  /** For good: only a person can help. */
  | { readonly phase: 'off'; readonly reason: string };

const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 60_000;

/** One host with its circuit breaker: what runs there, what has failed, and when it may be asked again. */
export class HostState {
  readonly endpoint: Endpoint;
  #condition: Condition = { phase: 'well' };
  #inFlight = 0;
  #taken = 0;
  #strikes = 0;
  #restsInARow = 0;
  #recoveries = 0;
  #hasAnswered = false;

  constructor(endpoint: Endpoint) {
    this.endpoint = endpoint;
  }

  get phase(): Condition['phase'] {
    return this.#condition.phase;
  }

  /** End of its rest; null when it does not rest. */
  get restUntilMs(): number | null {
    return this.#condition.phase === 'resting' ? this.#condition.untilMs : null;
  }

  /** Whether it has ever shown that it is there; such a host is worth more patience. */
  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  /** How often it came back after a rest. */
  get recoveries(): number {
    return this.#recoveries;
  }

  get canTake(): boolean {
    if (this.phase === 'well') return this.#inFlight < this.endpoint.concurrency;
    return this.phase === 'trial' && this.#inFlight === 0;
  }

  /** Share of its places that are taken. */
  get load(): number {
    return this.#inFlight / this.endpoint.concurrency;
  }

  /** Requests that it was given since the start. */
  get taken(): number {
    return this.#taken;
  }

  get description(): string {
    const { name, kind, model } = this.endpoint;
    const trouble = 'reason' in this.#condition ? `; ${this.phase}: ${this.#condition.reason}` : '';
    return `${name} (${kind}${model ? ` ${model}` : ''}${trouble})`;
  }

  take(): void {
    this.#inFlight += 1;
    this.#taken += 1;
  }

  /** Gives the place back, whatever came of it. */
  release(): void {
    this.#inFlight -= 1;
  }

  /** @returns true when it has come back by this */
  succeed(): boolean {
    this.#hasAnswered = true;
    this.#strikes = 0;
    const isBack = this.phase === 'trial';
    if (isBack) {
      this.#condition = { phase: 'well' };
      this.#restsInARow = 0;
      this.#recoveries += 1;
    }
    return isBack;
  }

  fail(fault: HostFault, nowMs: number): void {
    if (fault.kind === 'limited') this.#hasAnswered = true;
    this.#strikes += fault.rule.strikes;
    if (this.phase === 'off') return;
    if (fault.kind === 'unauthorized') this.#condition = { phase: 'off', reason: fault.message };
    else if (this.phase === 'well' ? this.#strikes >= REST_AT : this.phase !== 'resting') this.#rest(fault, nowMs);
  }

  /** Whether its rest is over and nobody has asked yet how it is. */
  isDue(nowMs: number): boolean {
    return this.#condition.phase === 'resting' && this.#condition.untilMs <= nowMs;
  }

  beginProbe(): void {
    if (this.#condition.phase === 'resting') this.#condition = { phase: 'probing', reason: this.#condition.reason };
  }

  /** It is there: the next chunk will tell whether it works. */
  beginTrial(): void {
    if (this.#condition.phase === 'probing') this.#condition = { phase: 'trial', reason: this.#condition.reason };
  }

  /** Each rest in a row is twice as long as the one before, unless the host has said how long it wants. */
  #rest(fault: HostFault, nowMs: number): void {
    const restMs = fault.retryAfterMs ?? Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** this.#restsInARow);
    this.#restsInARow += 1;
    this.#strikes = 0;
    this.#condition = { phase: 'resting', untilMs: nowMs + restMs, reason: fault.message };
  }
}
