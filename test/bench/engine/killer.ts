import { type LogLine, startedProcesses } from '../../doubles/recorded-log.ts';
import { childrenOf } from '../cpu-time.ts';

/** A chunk of the toy model takes about as long: the kill falls into it, or just behind it. */
const WITHIN_MS = 80;

/** Kills, at random, children that this process started: the ones that the log of their pool tells. */
export class Killer {
  readonly #lines: readonly LogLine[];
  readonly #random: () => number;
  readonly #everyMs: number;
  readonly #timers = new Set<NodeJS.Timeout>();
  #nextMs: number;
  #kills = 0;

  /** `everyMs`: mean time between two kills, in ms of the meeting. */
  constructor(lines: readonly LogLine[], everyMs: number, random: () => number) {
    this.#lines = lines;
    this.#random = random;
    this.#everyMs = everyMs;
    this.#nextMs = everyMs;
  }

  get kills(): number {
    return this.#kills;
  }

  /** The engine has work now; kills soon when it is time for that. */
  look(nowMs: number): void {
    if (nowMs < this.#nextMs) return;
    this.#nextMs = nowMs - Math.log(1 - this.#random()) * this.#everyMs;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#kill();
    }, this.#random() * WITHIN_MS);
    this.#timers.add(timer);
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #kill(): void {
    const living = new Set(childrenOf(process.pid));
    const victims = startedProcesses(this.#lines).filter((id) => living.has(id));
    const victim = victims[Math.floor(this.#random() * victims.length)];
    if (victim === undefined) return;
    process.kill(victim, 'SIGKILL');
    this.#kills++;
  }
}
