/**
 * How much of the engine somebody has had: a meeting among all meetings, a speaker among those of the meeting. Start-time fair queueing
 * (Goyal, Vin, Cheng 1996): who was idle comes back level with the others, neither in debt nor with a claim to all the time missed.
 */
export class FairShare {
  readonly #parent: FairShare | null;
  #served = 0;
  /** What the one served last among the children had before. */
  #level = 0;
  #active = 0;

  constructor(parent: FairShare | null) {
    this.#parent = parent;
  }

  /** Ms of audio, only to be compared with others of the same parent. */
  get served(): number {
    return this.#served;
  }

  /** One more has work to do. */
  enter(): void {
    if (this.#active++ > 0 || !this.#parent) return;
    this.#parent.enter();
    this.#served = Math.max(this.#served, this.#parent.#level);
  }

  leave(): void {
    if (--this.#active === 0) this.#parent?.leave();
  }

  charge(audioMs: number): void {
    if (this.#parent) this.#parent.#level = Math.max(this.#parent.#level, this.#served);
    this.#served += audioMs;
    this.#parent?.charge(audioMs);
  }
}
