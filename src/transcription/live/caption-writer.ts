import type { Caption } from '../../domain/caption.ts';
import { toMomError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MeetingStore } from '../../ports/meeting-store.ts';

export interface CaptionWriterOptions {
  readonly meetingId: string;
  readonly store: Pick<MeetingStore, 'saveCaption'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onFault: () => void;
}

/** A caption that grows is written this often at most: a crash costs half a second of words, which the recording still has. */
const WRITE_EVERY_MS = 500;

/** Brings the captions of one meeting into the store: of each the latest state, the last one for certain. */
export class CaptionWriter {
  readonly #options: CaptionWriterOptions;
  /** In the order in which the captions began. */
  readonly #unwritten = new Map<string, Caption>();
  readonly #hurry = new AbortController();
  #work: Promise<void> | null = null;
  #isFaulty = false;

  constructor(options: CaptionWriterOptions) {
    this.#options = options;
  }

  note(caption: Caption): void {
    this.#unwritten.set(caption.id, caption);
    this.#work ??= this.#writeInTime();
  }

  /** Writes what is left, now; gives how many captions could not be written. */
  async flush(): Promise<number> {
    this.#hurry.abort();
    await this.#work;
    await this.#writeAll();
    return this.#unwritten.size;
  }

  async #writeInTime(): Promise<void> {
    while (this.#unwritten.size > 0 && !this.#hurry.signal.aborted) {
      await this.#options.clock.delay(WRITE_EVERY_MS, this.#hurry.signal).catch((reason: unknown) => {
        if (!this.#hurry.signal.aborted) throw reason;
      });
      await this.#writeAll();
    }
    this.#work = null;
  }

  async #writeAll(): Promise<void> {
    const { store, meetingId } = this.#options;
    try {
      for (const [id, caption] of this.#unwritten) {
        await store.saveCaption(meetingId, caption);
        if (this.#unwritten.get(id) === caption) this.#unwritten.delete(id);
      }
      this.#isFaulty = false;
    } catch (error: unknown) {
      this.#tellFault(error);
      // Somebody has forgotten the meeting: nothing of it may come back.
      if (toMomError(error).code === 'meeting_unknown') this.#unwritten.clear();
    }
  }

  /** A store that stays away is told once. */
  #tellFault(error: unknown): void {
    const { log, meetingId, onFault } = this.#options;
    onFault();
    if (!this.#isFaulty) log.error({ err: error, meetingId }, 'captions could not be stored, trying again');
    this.#isFaulty = true;
  }
}
