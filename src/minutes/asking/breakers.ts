import type { Clock } from '../../ports/clock.ts';
import type { ModelName } from '../../ports/model-memory.ts';

/** Failures in a row after which a model is left alone. */
const OPEN_AFTER = 3;
/** For how long; then one call tries again. */
const REST_MS = 60_000;

interface BreakerState {
  readonly failures: number;
  readonly restUntilMs: number;
}

/** Models that failed again and again are not asked for a while, by any meeting of this process. */
export class Breakers {
  readonly #clock: Clock;
  readonly #states = new Map<string, BreakerState>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** True while the model rests. */
  isOpen(name: ModelName): boolean {
    return (this.#states.get(keyOf(name))?.restUntilMs ?? 0) > this.#clock.now();
  }

  succeed(name: ModelName): void {
    this.#states.delete(keyOf(name));
  }

  fail(name: ModelName): void {
    const failures = (this.#states.get(keyOf(name))?.failures ?? 0) + 1;
    const restUntilMs = failures >= OPEN_AFTER ? this.#clock.now() + REST_MS : 0;
    this.#states.set(keyOf(name), { failures, restUntilMs });
  }
}

const keyOf = ({ provider, model }: ModelName): string => `${provider} ${model}`;
