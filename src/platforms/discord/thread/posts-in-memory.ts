import type { Caption } from '../../../domain/caption.ts';
import { toMomError } from '../../../errors.ts';
import type { Logger } from '../../../log.ts';
import type { MeetingPosts } from './meeting-posts.ts';

interface Loaded {
  readonly posts: MeetingPosts;
  /** What was kept when it was loaded. */
  readonly captions: readonly Caption[];
}

interface Held extends Loaded, Disposable {}

interface Entry {
  readonly loading: Promise<Loaded>;
  /** Resolves when everything that was shown so far is in its lanes. */
  shown: Promise<void>;
  /** Whoever is at work on its posts. */
  holders: number;
}

const NEVER = new AbortController().signal;

/** The meetings whose posts are in memory: loaded when they are first wanted, left when they are over and nobody is at work on them. */
export class PostsInMemory {
  readonly #read: (meetingId: string) => Promise<Loaded>;
  readonly #log: Logger;
  readonly #meetings = new Map<string, Entry>();

  constructor(read: (meetingId: string) => Promise<Loaded>, log: Logger) {
    this.#read = read;
    this.#log = log;
  }

  has(meetingId: string): boolean {
    return this.#meetings.has(meetingId);
  }

  /** Stays in memory until it is let go. @throws MomError store_failed */
  async hold(meetingId: string): Promise<Held> {
    const entry = this.#entry(meetingId);
    entry.holders += 1;
    const letGo = (): void => {
      entry.holders -= 1;
    };
    try {
      return { ...(await shownOf(entry)), [Symbol.dispose]: letGo };
    } catch (error: unknown) {
      letGo();
      throw error;
    }
  }

  /** The same, with what an earlier process left undone under way again. */
  async live(meetingId: string, channelId: string | null): Promise<Held> {
    const held = await this.hold(meetingId);
    held.posts.catchUp(held.captions, channelId);
    return held;
  }

  /** What never waits, in the order in which it was shown; a failure is only told to the log. */
  showLater(meetingId: string, channelId: string, action: (posts: MeetingPosts) => void): void {
    const entry = this.#entry(meetingId);
    const show = async (): Promise<void> => {
      const { posts, captions } = await entry.loading;
      posts.catchUp(captions, channelId);
      action(posts);
    };
    entry.shown = entry.shown
      .then(show)
      .catch((error: unknown) => this.#log.error({ err: toMomError(error), meetingId }, 'it can not be shown'));
  }

  /** Resolves when everything that was shown so far stands there. */
  async settled(meetingId: string, signal: AbortSignal): Promise<void> {
    const entry = this.#meetings.get(meetingId);
    if (entry) await (await shownOf(entry)).posts.settled(signal);
  }

  /** A meeting that is over is known by the outbox alone, unless somebody shows or changes more of it meanwhile. */
  leaveLater(meetingId: string, posts: MeetingPosts): void {
    const entry = this.#entry(meetingId);
    const { shown } = entry;
    const leave = async (): Promise<void> => {
      await posts.settled(NEVER);
      if (entry.shown !== shown || entry.holders > 0 || !posts.isQuiet) return;
      await this.leave(meetingId, posts);
    };
    leave().catch((error: unknown) => this.#log.debug({ err: toMomError(error), meetingId }, 'stopped earlier'));
  }

  async leave(meetingId: string, posts: MeetingPosts): Promise<void> {
    this.#meetings.delete(meetingId);
    await posts.close();
  }

  /** What is under way is dropped; the outbox knows what is left to do. */
  async close(): Promise<void> {
    const loaded = await Promise.allSettled([...this.#meetings.values()].map(({ loading }) => loading));
    await Promise.all(loaded.flatMap((one) => (one.status === 'fulfilled' ? [one.value.posts.close()] : [])));
  }

  #entry(meetingId: string): Entry {
    const known = this.#meetings.get(meetingId);
    if (known) return known;
    const entry = { loading: this.#read(meetingId), shown: Promise.resolve(), holders: 0 };
    this.#meetings.set(meetingId, entry);
    entry.loading.catch(() => this.#meetings.delete(meetingId));
    return entry;
  }
}

async function shownOf({ shown, loading }: Entry): Promise<Loaded> {
  await shown;
  return await loading;
}
