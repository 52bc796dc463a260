/** Who sits on which leaf of the MLS tree: the creator on 0, an added member on the leftmost blank, a removed one leaves a blank. */
export class Roster {
  readonly #leaves: (string | null)[];

  constructor(creatorId: string) {
    this.#leaves = [creatorId];
  }

  get memberIds(): readonly string[] {
    return this.#leaves.filter((leaf) => leaf !== null);
  }

  has(userId: string): boolean {
    return this.#leaves.includes(userId);
  }

  /** @throws Error when the user has none */
  leafOf(userId: string): number {
    const leaf = this.#leaves.indexOf(userId);
    if (leaf < 0) throw new Error(`${userId} has no leaf`);
    return leaf;
  }

  add(userId: string): void {
    const blank = this.#leaves.indexOf(null);
    if (blank < 0) this.#leaves.push(userId);
    else this.#leaves[blank] = userId;
  }

  remove(userId: string): void {
    this.#leaves[this.leafOf(userId)] = null;
  }
}
