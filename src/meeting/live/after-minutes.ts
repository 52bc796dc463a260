import type { MeetingResult } from '../../ports/meeting-store.ts';
import { takeLateMinutes } from './late-minutes.ts';
import type { LiveDesk } from './live-desk.ts';
import { repostMinutes } from './repost-minutes.ts';

/** What is done about minutes that are posted already, in the background and one after the other in each meeting. */
export class AfterMinutes {
  readonly #desk: LiveDesk;
  readonly #signal: AbortSignal;
  readonly #underWay = new Map<string, Promise<void>>();

  /** After `signal` nothing is begun, and what is under way ends. */
  constructor(desk: LiveDesk, signal: AbortSignal) {
    this.#desk = desk;
    this.#signal = signal;
  }

  /** Meetings of which something is under way. */
  get count(): number {
    return this.#underWay.size;
  }

  /** Late answers have made better minutes; `first` are those that are posted, null when there are none. */
  takeLate(meetingId: string, better: MeetingResult, first: Promise<MeetingResult | null>): void {
    this.#next(meetingId, async () => {
      const posted = await first;
      if (!posted || this.#signal.aborted) return;
      if (!(await takeLateMinutes(meetingId, { first: posted, better }, this.#desk))) return;
      await repostMinutes(meetingId, this.#desk, this.#signal);
    });
  }

  /** The stored minutes were changed. */
  repost(meetingId: string): void {
    this.#next(meetingId, () => repostMinutes(meetingId, this.#desk, this.#signal));
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay.values());
  }

  #next(meetingId: string, work: () => Promise<void>): void {
    const before = this.#underWay.get(meetingId) ?? Promise.resolve();
    const done = before
      .then(() => (this.#signal.aborted ? undefined : work()))
      .catch((error: unknown) => {
        if (this.#signal.aborted) return;
        this.#desk.log.warn({ err: error, meetingId }, 'minutes that are posted could not be changed');
      });
    this.#underWay.set(meetingId, done);
    void done.then(() => {
      if (this.#underWay.get(meetingId) === done) this.#underWay.delete(meetingId);
    });
  }
}
