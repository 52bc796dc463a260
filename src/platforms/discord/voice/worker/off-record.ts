interface Pause {
  readonly userId: string | null;
  readonly fromMs: number;
  toMs: number;
}

/** Packets are held for seconds at most, so older pauses concern none any more. */
const MAX_ENDED = 64;

/** Who is off the record, and since when. Times are epoch ms. */
export class OffRecord {
  #pauses: Pause[] = [];

  /** False when it is so already. `userId` null stands for everybody. */
  begin(userId: string | null, atMs: number): boolean {
    if (this.#running(userId)) return false;
    this.#pauses.push({ userId, fromMs: atMs, toMs: Number.POSITIVE_INFINITY });
    return true;
  }

  /** False when it is not so. */
  end(userId: string | null, atMs: number): boolean {
    const pause = this.#running(userId);
    if (!pause) return false;
    pause.toMs = atMs;
    this.#dropOldest();
    return true;
  }
  /** What was said in that time is nobody's business, also where it comes later. `userId` null stands for everybody. */
  keepOut(userId: string | null, fromMs: number, toMs: number): void {
    this.#pauses.push({ userId, fromMs, toMs });
    this.#dropOldest();
  }

  /** Whether what this member said at that moment is nobody's business. */
  covers(userId: string | null, atMs: number): boolean {
    return this.#pauses.some(
      (pause) => (pause.userId === null || pause.userId === userId) && atMs >= pause.fromMs && atMs < pause.toMs,
    );
  }

  #dropOldest(): void {
    const ended = this.#pauses.filter(({ toMs }) => toMs !== Number.POSITIVE_INFINITY);
    const [oldest] = ended;
    if (ended.length > MAX_ENDED) this.#pauses = this.#pauses.filter((other) => other !== oldest);
  }

  #running(userId: string | null): Pause | undefined {
    return this.#pauses.find((pause) => pause.userId === userId && pause.toMs === Number.POSITIVE_INFINITY);
  }
}
