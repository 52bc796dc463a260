import type { Clock } from '../ports/clock.ts';

/** Keeps the tracks of a live replay together and, when told, to the pace of real time. */
export interface Pacing {
  /** Nothing but the engine sets the pace: what was said must be heard before the track goes on. */
  readonly waitsForEngine: boolean;
  /** Resolves when this track may go on to `positionMs`. */
  reach(trackId: string, positionMs: number, signal?: AbortSignal): Promise<void>;
  /** The track has ended: nobody waits for it any more. */
  leave(trackId: string): void;
}

/** How far a track may be ahead of the slowest. */
const MAX_LEAD_MS = 500;

/** `speed` 1 is real time, Infinity as fast as the machine can. */
export class ReplayPacing implements Pacing {
  readonly waitsForEngine: boolean;
  readonly #clock: Clock;
  readonly #speed: number;
  readonly #positions: Map<string, number>;
  /** Set when the first sound is there: loading the engine takes no meeting time. */
  #startedAtMs: number | null = null;
  #waiting: (() => void)[] = [];

  constructor(clock: Clock, speed: number, trackIds: readonly string[]) {
    this.#clock = clock;
    this.#speed = speed;
    this.waitsForEngine = speed === Number.POSITIVE_INFINITY;
    this.#positions = new Map(trackIds.map((id) => [id, 0]));
  }

  async reach(trackId: string, positionMs: number, signal?: AbortSignal): Promise<void> {
    this.#move(trackId, positionMs);
    while (positionMs - MAX_LEAD_MS > this.#slowestMs()) {
      signal?.throwIfAborted();
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#startedAtMs ??= this.#clock.now();
    const aheadMs = positionMs / this.#speed - (this.#clock.now() - this.#startedAtMs);
    if (aheadMs > 0) await this.#clock.delay(aheadMs, signal);
  }

  leave(trackId: string): void {
    this.#positions.delete(trackId);
    this.#wake();
  }

  #move(trackId: string, positionMs: number): void {
    if (this.#positions.has(trackId)) this.#positions.set(trackId, positionMs);
    this.#wake();
  }

  #slowestMs(): number {
    return Math.min(...this.#positions.values());
  }

  #wake(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }
}
