import type { CaptureEvent } from '../../domain/packet.ts';

interface Pause {
  readonly userId: string | null;
  readonly fromMs: number;
  toMs: number;
}

/** More than this are forgotten from the oldest on; capture journals nothing in a pause anyway. */
const MAX_PAUSES = 256;

/** What is off the record. */
export class PauseWatch {
  readonly #pauses: Pause[] = [];

  add(event: CaptureEvent): void {
    if (event.type === 'pause-start') this.#start(event.userId, event.atMs);
    if (event.type === 'pause-end') this.#end(event.userId, event.atMs);
  }

  /** Whether what this member said at this moment (epoch ms) is nobody's business. */
  covers(userId: string, atMs: number): boolean {
    return this.#pauses.some(
      (pause) => (pause.userId ?? userId) === userId && atMs >= pause.fromMs && atMs < pause.toMs,
    );
  }

  #start(userId: string | null, atMs: number): void {
    if (this.#pauses.length === MAX_PAUSES) this.#pauses.shift();
    this.#pauses.push({ userId, fromMs: atMs, toMs: Number.POSITIVE_INFINITY });
  }

  #end(userId: string | null, atMs: number): void {
    for (const pause of this.#pauses)
      if (pause.userId === userId && pause.toMs === Number.POSITIVE_INFINITY) pause.toMs = atMs;
  }
}
