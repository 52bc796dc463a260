import { MomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MeetingStore } from '../../ports/meeting-store.ts';
import type { Transcriber } from '../../ports/transcriber.ts';
import type { OpenEar } from './ear.ts';
import { type CloseOptions, LiveMeeting } from './live-meeting.ts';
import { LiveQueue } from './live-queue.ts';
import { type LiveTally, newTally } from './tally.ts';

export interface LiveTranscriptionOptions {
  readonly transcriber: Transcriber;
  readonly openEar: OpenEar;
  readonly store: MeetingStore;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface NewLiveMeeting {
  readonly meetingId: string;
  /** ISO 639-1 code, or null to let the engine detect it. */
  readonly language: string | null;
  /** Numbers of captions that were given and taken away again: none of them comes a second time. */
  readonly numberedTo?: number;
}

export interface LiveCounters extends Readonly<LiveTally> {
  readonly meetings: number;
  /** Chunks that wait for the engine now. */
  readonly waiting: number;
  /** The largest of all meetings, see LiveMeeting. */
  readonly lagMs: number;
}

/** What waiting makes longer grows to this at most: whoever reads has lost the thread by then. */
const MAX_GROWN_MS = 10_000;

/** Captions of everything that one engine hears live: any number of meetings, any number of speakers. */
export class LiveTranscription {
  readonly #options: LiveTranscriptionOptions;
  readonly #tally = newTally();
  readonly #queue: LiveQueue;
  readonly #meetings = new Map<string, LiveMeeting>();
  #isClosed = false;

  constructor(options: LiveTranscriptionOptions) {
    const { transcriber, clock, log } = options;
    this.#options = options;
    this.#queue = new LiveQueue({ transcriber, clock, log, tally: this.#tally });
  }

  counters(): LiveCounters {
    const meetings = [...this.#meetings.values()];
    return {
      ...this.#tally,
      meetings: meetings.length,
      waiting: meetings.reduce((sum, { waiting }) => sum + waiting, 0),
      lagMs: meetings.reduce((most, { lagMs }) => Math.max(most, lagMs), 0),
    };
  }

  /**
   * A meeting that the store knows. One that an earlier process had open goes on: its captions are final and the numbers go on after them.
   *
   * @throws MomError meeting_unknown, store_failed; meeting_busy when it is open already or everything is being closed
   */
  async openMeeting({ meetingId, language, numberedTo = 0 }: NewLiveMeeting): Promise<LiveMeeting> {
    const { transcriber, store } = this.#options;
    const before = await store.listCaptions(meetingId);
    if (this.#isClosed) throw new MomError('meeting_busy', 'Live transcription is closed.');
    if (this.#meetings.has(meetingId)) throw new MomError('meeting_busy', `Meeting ${meetingId} is open already.`);
    const meeting = new LiveMeeting({
      ...this.#options,
      ...{ meetingId, language, numberedTo, before, queue: this.#queue, tally: this.#tally },
      maxChunkMs: Math.min(MAX_GROWN_MS, transcriber.capabilities.maxChunkMs),
      onClose: () => this.#meetings.delete(meetingId),
    });
    this.#meetings.set(meetingId, meeting);
    return meeting;
  }

  /** Closes every meeting; see LiveMeeting. The engine is borrowed and stays open. */
  async close(options: CloseOptions): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#meetings.values()].map((meeting) => meeting.close(options)));
  }
}
