import type { Clock } from '../../../../src/ports/clock.ts';

/** First second of 2015: where Discord's ids count from (docs: "Snowflakes"). */
const DISCORD_EPOCH_MS = 1_420_070_400_000;

/** Ids as Discord makes them: the time in the upper 42 bits, so that they rise, never twice the same. */
export class Snowflakes {
  readonly #clock: Clock;
  #last = 0n;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): string {
    const timed = BigInt(this.#clock.now() - DISCORD_EPOCH_MS) << 22n;
    this.#last = timed > this.#last ? timed : this.#last + 1n;
    return String(this.#last);
  }
}
