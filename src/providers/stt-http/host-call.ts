import type { HostFault } from './host-fault.ts';
import type { HostState } from './host-state.ts';

/** A host that has never answered is most likely not there at all. */
const MOST_AT_STRANGERS = 2;

/** One chunk on its way through the hosts: where it was tried and what came of it. */
export class HostCall {
  /** Until when it waits for hosts that rest; a fallback is better than waiting. */
  readonly patientUntilMs: number;
  readonly #faults: HostFault[] = [];
  readonly #tries = new Map<HostState, number>();
  readonly #closed = new Set<HostState>();

  constructor(patientUntilMs: number) {
    this.patientUntilMs = patientUntilMs;
  }

  get faults(): readonly HostFault[] {
    return this.#faults;
  }

  triesAt(host: HostState): number {
    return this.#tries.get(host) ?? 0;
  }

  mayTry(host: HostState): boolean {
    return !this.#closed.has(host);
  }

  fail(host: HostState, fault: HostFault): void {
    this.#faults.push(fault);
    this.#tries.set(host, this.triesAt(host) + 1);
    const most = host.hasAnswered ? fault.rule.triesHere : Math.min(MOST_AT_STRANGERS, fault.rule.triesHere);
    if (this.triesAt(host) >= most) this.#closed.add(host);
  }
}
