import type { GapReason } from '../../../../domain/packet.ts';

export interface Gap {
  readonly userId: string | null;
  readonly reason: GapReason;
  readonly packets: number;
}

/** Adds losses up, so that a second of trouble is one line in the journal and not fifty. */
export class GapBook {
  readonly #gaps = new Map<string, Gap>();

  add(userId: string | null, reason: GapReason, packets: number): void {
    const key = `${reason} ${userId}`;
    this.#gaps.set(key, { userId, reason, packets: packets + (this.#gaps.get(key)?.packets ?? 0) });
  }

  /** Since it was last asked. */
  take(): readonly Gap[] {
    const gaps = [...this.#gaps.values()];
    this.#gaps.clear();
    return gaps;
  }

  /** Nothing is written of somebody who does not want to be recorded. */
  drop(userId: string): void {
    for (const [key, gap] of [...this.#gaps]) if (gap.userId === userId) this.#gaps.delete(key);
  }
}
