/**
 * Where a stream's RTP time 0 lies in the meeting. RTP time is exact inside a talk spurt and tells nothing between spurts (Discord's
 * clients stop it while nobody talks); arrival tells when, give or take the network's delay. So each spurt is put where its fastest
 * packet arrived, and stays there unless the clocks drift apart.
 */
export class SpurtAnchor {
  #offsetMs: number | null = null;
  /** The smallest lateness of the packets of the present watch, against drift. */
  #leastLateMs = Number.POSITIVE_INFINITY;
  #watched = 0;

  /** Sooner or later than this between spurts is another place; less is the network. */
  static readonly #SPURT_TOLERANCE_MS = 20;
  /** Inside a spurt only a pause that was not announced is as late as this. */
  static readonly #PAUSE_MS = 300;
  /** A packet can't come before it was sent: the spurt was put too late, or its clock is fast. */
  static readonly #EARLY_MS = 40;
  /** Ten seconds of packets of which none comes in time: the sender's clock is slow. */
  static readonly #WATCHED_PACKETS = 500;

  get offsetMs(): number | null {
    return this.#offsetMs;
  }

  /** Whether packets that wait, the fastest with this offset, look like another spurt that did not announce itself. */
  isSuspect(leastOffsetMs: number): boolean {
    return this.#offsetMs !== null && leastOffsetMs - this.#offsetMs > SpurtAnchor.#PAUSE_MS;
  }

  /** Places the next packet; `isBreak` when a new spurt may begin with it. Gives the offset that holds for it. */
  place(leastOffsetMs: number, isBreak: boolean): number {
    const lateMs = this.#offsetMs === null ? 0 : leastOffsetMs - this.#offsetMs;
    if (this.#offsetMs === null || this.#isElsewhere(lateMs, isBreak)) return this.#moveTo(leastOffsetMs);
    return this.#watchDrift(this.#offsetMs, lateMs);
  }

  #isElsewhere(lateMs: number, isBreak: boolean): boolean {
    if (isBreak) return Math.abs(lateMs) > SpurtAnchor.#SPURT_TOLERANCE_MS;
    return lateMs > SpurtAnchor.#PAUSE_MS || lateMs < -SpurtAnchor.#EARLY_MS;
  }

  #watchDrift(offsetMs: number, lateMs: number): number {
    this.#leastLateMs = Math.min(this.#leastLateMs, lateMs);
    this.#watched += 1;
    if (this.#watched < SpurtAnchor.#WATCHED_PACKETS) return offsetMs;
    const driftMs = this.#leastLateMs;
    if (driftMs > SpurtAnchor.#SPURT_TOLERANCE_MS) return this.#moveTo(offsetMs + driftMs);
    this.#rewatch();
    return offsetMs;
  }

  #moveTo(offsetMs: number): number {
    this.#offsetMs = offsetMs;
    this.#rewatch();
    return offsetMs;
  }

  #rewatch(): void {
    this.#leastLateMs = Number.POSITIVE_INFINITY;
    this.#watched = 0;
  }
}
