import { MomError } from '../../../../errors.ts';
import type { Clock } from '../../../../ports/clock.ts';
import type { CaptureSink } from './capture-sink.ts';
import { DISK_RECOVERED, diskEndingWarning, lowDiskWarning } from './sentences.ts';

const MEGABYTE = 1024 * 1024;
/** Recording leaves so much alone: the minutes, and the word that there is no room, need some. */
const KEPT_BYTES = 64 * MEGABYTE;
/** Hours of talk fit into that, so there is time to make room. */
const LOW_BYTES = 512 * MEGABYTE;

export interface DiskWatchHooks {
  /** For people. */
  warn(code: string, text: string): void;
}

/** Ends a recording when there has been no room for long: the journal tries again by itself until then. */
export class DiskWatch {
  readonly #sink: () => CaptureSink;
  readonly #clock: Clock;
  readonly #patienceMs: number;
  readonly #hooks: DiskWatchHooks;
  readonly #lost = Promise.withResolvers<MomError>();
  #isLooking = false;
  #isWaiting = false;
  #hasWarned = false;

  constructor(sink: () => CaptureSink, clock: Clock, patienceMs: number, hooks: DiskWatchHooks) {
    this.#sink = sink;
    this.#clock = clock;
    this.#patienceMs = patienceMs;
    this.#hooks = hooks;
  }

  /** Resolves when there is no hope left. */
  get lost(): Promise<MomError> {
    return this.#lost.promise;
  }

  /** @throws MomError disk_full when a recording should not even begin */
  async requireRoom(): Promise<void> {
    if ((await this.#sink().freeBytes()) < KEPT_BYTES) throw noRoom();
  }

  /** To be called now and then. @throws the signal's reason */
  async look(signal: AbortSignal): Promise<void> {
    if (this.#isLooking || this.#isWaiting) return;
    this.#isLooking = true;
    const freeBytes = await this.#sink()
      .freeBytes()
      .finally(() => {
        this.#isLooking = false;
      });
    if (this.#isWaiting) return; // a write has failed meanwhile
    if (freeBytes < KEPT_BYTES) {
      this.#hooks.warn('disk-ending', diskEndingWarning(megabytes(KEPT_BYTES)));
      await this.#wait(noRoom(), signal);
    } else if (freeBytes < LOW_BYTES) this.#warnOnce(freeBytes);
  }

  /** A write failed. @throws the signal's reason */
  async failed(fault: MomError, signal: AbortSignal): Promise<void> {
    if (this.#isWaiting) return;
    this.#hooks.warn(fault.code, fault.sentence);
    await this.#wait(fault, signal);
  }

  #warnOnce(freeBytes: number): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    this.#hooks.warn('disk-low', lowDiskWarning(megabytes(freeBytes), megabytes(KEPT_BYTES)));
  }

  /** Gives the disk some time to recover. */
  async #wait(fault: MomError, signal: AbortSignal): Promise<void> {
    this.#isWaiting = true;
    try {
      await this.#clock.delay(this.#patienceMs, signal);
      if (await this.#hasRoom()) this.#hooks.warn('disk-recovered', DISK_RECOVERED);
      else this.#lost.resolve(fault);
    } finally {
      this.#isWaiting = false;
    }
  }

  async #hasRoom(): Promise<boolean> {
    try {
      await this.#sink().flush();
      return (await this.#sink().freeBytes()) >= KEPT_BYTES;
    } catch {
      return false; // the journal told why
    }
  }
}

const megabytes = (bytes: number): number => Math.floor(bytes / MEGABYTE);

const noRoom = (): MomError => new MomError('disk_full', 'what was recorded so far is kept; free some space');
