import type { Writable } from 'node:stream';
import type { Clock } from '../ports/clock.ts';

const BAR_COLUMNS = 24;
const REDRAW_MS = 100;
/** Back to the first column, and erase what stands to the right (ECMA-48 EL). */
const TO_START = '\r';
const ERASE_REST = '\u001b[K';

/** One line at the bottom of a terminal that is written over and over, and gone in the end. */
export class StatusLine {
  readonly #stream: Writable;
  readonly #columns: number;
  readonly #clock: Clock;
  #drawnAtMs = Number.NEGATIVE_INFINITY;
  #isShown = false;

  constructor(stream: Writable, columns: number, clock: Clock) {
    this.#stream = stream;
    this.#columns = columns;
    this.#clock = clock;
  }

  /** Shows what `line` gives, at most ten times a second: nobody reads faster. */
  show(line: () => string): void {
    const nowMs = this.#clock.now();
    if (nowMs - this.#drawnAtMs < REDRAW_MS) return;
    this.#drawnAtMs = nowMs;
    this.#isShown = true;
    this.#stream.write(`${TO_START}${line().slice(0, this.#columns - 1)}${ERASE_REST}`);
  }

  clear(): void {
    if (this.#isShown) this.#stream.write(`${TO_START}${ERASE_REST}`);
    this.#isShown = false;
    this.#drawnAtMs = Number.NEGATIVE_INFINITY;
  }
}

/** "██████░░░░" for 0..1. */
export function barText(part: number): string {
  const full = Math.round(Math.min(1, Math.max(0, part)) * BAR_COLUMNS);
  return '█'.repeat(full) + '░'.repeat(BAR_COLUMNS - full);
}
