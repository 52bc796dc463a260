export interface Arrival {
  readonly datagram: Buffer;
  /** Epoch ms. */
  readonly arrivalMs: number;
}

/** The third packet of whoever talks alone opens the two before it. The sweep brings what comes last. */
const BUNCH_MS = 40;
/** More than 25 people send in that time. */
const MAX_BUNCH = 64;

/**
 * Datagrams as they came, until they are opened. That is done some at a time: one by one, each finds the processor's caches cold, which costs a quarter
 * more (docs/benchmarks.md, Capture).
 */
export class Arrivals {
  readonly #waiting: Arrival[] = [];

  get count(): number {
    return this.#waiting.length;
  }

  /** There are enough to open them now. */
  get isDue(): boolean {
    const oldestMs = this.#waiting[0]?.arrivalMs ?? Number.POSITIVE_INFINITY;
    const newestMs = this.#waiting.at(-1)?.arrivalMs ?? 0;
    return newestMs - oldestMs >= BUNCH_MS || this.#waiting.length >= MAX_BUNCH;
  }

  add(arrival: Arrival): void {
    this.#waiting.push(arrival);
  }

  /** The oldest. */
  take(): Arrival | null {
    return this.#waiting.shift() ?? null;
  }
}
