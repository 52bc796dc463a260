import type { CouncilRun } from './council-run.ts';

interface Waiting {
  readonly run: Pick<CouncilRun, 'late' | 'cut'>;
  readonly over: Promise<void>;
}

/** Who is still at it although the minutes of a meeting stand; one run a meeting. */
export class LateSeats {
  readonly #waiting = new Map<string, Waiting>();

  /** Waits until all have answered or `untilMs` (epoch ms) is over; false when nobody wants their answers any more. */
  async wait(meetingId: string, run: Waiting['run'], untilMs: number, signal: AbortSignal): Promise<boolean> {
    const waiting = { run, over: run.late(untilMs, signal) };
    this.#waiting.set(meetingId, waiting);
    await waiting.over;
    const isWanted = this.#waiting.get(meetingId) === waiting;
    if (isWanted) this.#waiting.delete(meetingId);
    return isWanted && !signal.aborted;
  }

  /** Ends what is under way for a meeting, so that nothing of it is kept after this; true when somebody was waited for. */
  async giveUp(meetingId: string): Promise<boolean> {
    const waiting = this.#waiting.get(meetingId);
    this.#waiting.delete(meetingId);
    waiting?.run.cut();
    await waiting?.over;
    return waiting !== undefined;
  }
}
