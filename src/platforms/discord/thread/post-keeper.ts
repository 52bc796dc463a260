import { toMomError } from '../../../errors.ts';
import type { LaneParts } from './lane-parts.ts';
import type { LanePost } from './lane-post.ts';

const AGAIN_MS = 30_000;

export interface KeeperHooks {
  /** Nothing is left to note down. */
  readonly onKept: () => void;
  /** Ends the tries. */
  readonly stopped: AbortSignal;
}

/**
 * Notes down what stands where. A disk that takes nothing must not keep people from reading so: what could not be noted is tried again, with
 * the next change and every half minute.
 */
export class PostKeeper {
  readonly #parts: Pick<LaneParts, 'store' | 'clock' | 'log'>;
  readonly #hooks: KeeperHooks;
  readonly #unsaved = new Set<LanePost>();
  #saving: Promise<void> = Promise.resolve();
  #isTryingAgain = false;

  constructor(parts: Pick<LaneParts, 'store' | 'clock' | 'log'>, hooks: KeeperHooks) {
    this.#parts = parts;
    this.#hooks = hooks;
  }

  /** All of it is on the disk. */
  get isEmpty(): boolean {
    return this.#unsaved.size === 0;
  }

  /** Resolves when it was tried. */
  save(post: LanePost): Promise<void> {
    this.#unsaved.add(post);
    return this.flush();
  }

  /** One try of everything that is left. */
  flush(): Promise<void> {
    this.#saving = this.#saving.then(() => this.#saveAll());
    return this.#saving;
  }

  /** Of what was taken away nothing stays. Resolves when it was tried. */
  remove(post: LanePost): Promise<void> {
    post.record = { ...post.record, state: 'gone' };
    return this.save(post);
  }

  async #saveAll(): Promise<void> {
    try {
      for (const post of this.#unsaved) await this.#save(post);
      this.#tellKept();
    } catch (error: unknown) {
      this.#parts.log.warn({ err: toMomError(error), posts: this.#unsaved.size }, 'posts can not be noted down');
      void this.#tryAgain();
    }
  }

  /** What changes meanwhile is added anew. */
  async #save(post: LanePost): Promise<void> {
    this.#unsaved.delete(post);
    try {
      await this.#write(post);
    } catch (error: unknown) {
      this.#unsaved.add(post);
      throw error;
    }
  }

  #write({ record, isToBeRemoved }: LanePost): Promise<void> {
    const { store } = this.#parts;
    const isRemoved = isToBeRemoved && record.state === 'gone';
    return isRemoved ? store.delete(record.meetingId, record.key) : store.save(record);
  }

  async #tryAgain(): Promise<void> {
    const { stopped } = this.#hooks;
    if (this.#isTryingAgain || stopped.aborted) return;
    this.#isTryingAgain = true;
    try {
      await this.#parts.clock.delay(AGAIN_MS, stopped);
    } catch {
      return; // `close` makes the last try
    } finally {
      this.#isTryingAgain = false;
    }
    await this.flush();
  }

  #tellKept(): void {
    if (this.isEmpty) this.#hooks.onKept();
  }
}
