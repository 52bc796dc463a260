/** Packets that found no room, by member, until it can be written down. */
export class LossBook {
  readonly #packets = new Map<string, number>();

  add(userId: string): void {
    this.#packets.set(userId, (this.#packets.get(userId) ?? 0) + 1);
  }

  /** What was lost since it was last asked. */
  take(): readonly { readonly userId: string; readonly packets: number }[] {
    const losses = [...this.#packets].map(([userId, packets]) => ({ userId, packets }));
    this.#packets.clear();
    return losses;
  }
}
