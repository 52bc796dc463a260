/**
 * How much of the engine somebody has had: a meeting among all meetings, a speaker among those of the meeting. Who was idle comes back level
 * with the one who has had least: next in line, but with no claim to all the time missed (start-time fair queueing, Goyal, Vin, Cheng 1996).
 */
export class FairShare {
  readonly #parent: FairShare | null;
  /** Those who have work to do, below this one. */
  readonly #active = new Set<FairShare>();
  /** What the one served last had before: where the others stood when nobody is left to compare with. */
  #level = 0;
  #served = 0;

  constructor(parent: FairShare | null) {
    this.#parent = parent;
  }

  /** Ms of audio, only to be compared with others of the same parent. */
  get served(): number {
    return this.#served;
  }

  /** A speaker has work to do. */
  enter(): void {
    const parent = this.#parent;
    if (!parent || parent.#active.has(this)) return;
    const others = [...parent.#active].map(({ served }) => served);
    this.#served = Math.max(this.#served, others.length > 0 ? Math.min(...others) : parent.#level);
    parent.#active.add(this);
    parent.enter();
  }

  leave(): void {
    const parent = this.#parent;
    if (!parent) return;
    parent.#active.delete(this);
    if (parent.#active.size === 0) parent.leave();
  }

  charge(audioMs: number): void {
    if (this.#parent) this.#parent.#level = Math.max(this.#parent.#level, this.#served);
    this.#served += audioMs;
    this.#parent?.charge(audioMs);
  }
}
