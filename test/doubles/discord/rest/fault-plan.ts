import { setTimeout as realDelay } from 'node:timers/promises';

export interface RestFault {
  /** Tested against `METHOD /path`. */
  readonly match?: RegExp;
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** How many requests meet it; 1 by default. */
  readonly times?: number;
  /** Waits this long (real time) before the answer, the fault's or, without a status, the right one. */
  readonly delayMs?: number;
  /** Never answers; the connection stays open. */
  readonly hang?: boolean;
  /** Breaks the connection: before the request is done, or after it was done but before the answer. */
  readonly cut?: 'before' | 'after';
}

/** What goes wrong with REST, set by tests. */
export class FaultPlan {
  #faults: { readonly fault: RestFault; left: number }[] = [];
  #downUntilMs = 0;
  #downStatus: number | 'refused' = 'refused';

  /** The next matching requests fail. */
  fail(fault: RestFault): void {
    this.#faults.push({ fault, left: fault.times ?? 1 });
  }

  /** For `ms` of real time each request is answered with the status, or its connection breaks. */
  downFor(ms: number, status: number | 'refused' = 'refused'): void {
    this.#downUntilMs = performance.now() + ms;
    this.#downStatus = status;
  }

  /** Everything works again. */
  heal(): void {
    this.#faults = [];
    this.#downUntilMs = 0;
  }

  /** What this request meets. */
  async take(request: string): Promise<RestFault | null> {
    if (performance.now() < this.#downUntilMs)
      return this.#downStatus === 'refused' ? { cut: 'before' } : { status: this.#downStatus };
    const planned = this.#faults.find(({ fault, left }) => left > 0 && (fault.match?.test(request) ?? true));
    if (!planned) return null;
    planned.left -= 1;
    if (planned.fault.delayMs) await realDelay(planned.fault.delayMs);
    return planned.fault;
  }
}
