/** Sources of a session; Discord numbers hundreds at most. */
const MAX_SOURCES = 4_096;
/** A member's last packets may come after the message that they left; their number is given to somebody else later than that. */
const LEFT_KEPT_MS = 2_000;

/** Whose sources they are, as the voice server named them or keys proved. */
export class Owners {
  readonly #bySource = new Map<number, string>();
  /** Epoch ms at which somebody left. */
  readonly #left = new Map<string, number>();

  of(ssrc: number): string | undefined {
    return this.#bySource.get(ssrc);
  }

  /** False when that was known. */
  set(ssrc: number, userId: string): boolean {
    this.#left.delete(userId);
    if (this.#bySource.get(ssrc) === userId) return false;
    const [oldest] = this.#bySource.keys();
    if (this.#bySource.size === MAX_SOURCES && oldest !== undefined) this.#bySource.delete(oldest);
    this.#bySource.set(ssrc, userId);
    return true;
  }

  leave(userId: string, nowMs: number): void {
    this.#left.set(userId, nowMs);
  }

  /** Forgets those who have been gone for long enough, and gives them. */
  forgetLeft(nowMs: number): readonly string[] {
    if (this.#left.size === 0) return [];
    const gone = [...this.#left].filter(([, leftAtMs]) => nowMs - leftAtMs > LEFT_KEPT_MS).map(([userId]) => userId);
    for (const userId of gone) this.#left.delete(userId);
    for (const [ssrc, userId] of [...this.#bySource]) if (gone.includes(userId)) this.#bySource.delete(ssrc);
    return gone;
  }
}
