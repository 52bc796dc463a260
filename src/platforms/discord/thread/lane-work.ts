import { MomError, toMomError } from '../../../errors.ts';
import { findEarlier } from './find-earlier.ts';
import type { LaneCounters, LaneParts } from './lane-parts.ts';
import type { LanePost } from './lane-post.ts';
import type { PostKeeper } from './post-keeper.ts';
import { type RestFault, restFault } from './rest-fault.ts';

/** Discord knows a nonce again for "the past few minutes"; after that an attempt of unknown end has to be looked for. */
const NONCE_SURE_MS = 120_000;

export interface WorkOutcome {
  readonly isDone: boolean;
  /** Tells people why it can't be done; it is tried again all the same. */
  readonly fault: MomError | null;
  /** The channel or thread is no more. */
  readonly isGoneForGood: boolean;
}

const DONE: WorkOutcome = { isDone: true, fault: null, isGoneForGood: false };
const LATER: WorkOutcome = { isDone: false, fault: null, isGoneForGood: false };

/** One request for one post, with what is on the disk kept in step as far as the disk takes it. */
export class LaneWork {
  readonly #parts: LaneParts;
  readonly #counters: LaneCounters;
  readonly #keeper: PostKeeper;
  readonly #posts: () => readonly LanePost[];

  constructor(parts: LaneParts, keeper: PostKeeper, counters: LaneCounters, posts: () => readonly LanePost[]) {
    this.#parts = parts;
    this.#keeper = keeper;
    this.#counters = counters;
    this.#posts = posts;
  }

  async perform(post: LanePost, signal: AbortSignal): Promise<WorkOutcome> {
    try {
      if (post.isToBeRemoved) await this.#remove(post, signal);
      else if (post.record.messageId === null) await this.#create(post, signal);
      else await this.#edit(post, post.record.messageId, signal);
      return DONE;
    } catch (error: unknown) {
      signal.throwIfAborted();
      return await this.#failed(post, error, signal);
    }
  }

  async #create(post: LanePost, signal: AbortSignal): Promise<void> {
    const { poster, clock } = this.#parts;
    const { wanted } = post;
    if (!wanted) return;
    const wasSent = post.record.state === 'sending';
    const isNonceKnown = clock.now() - (post.record.attemptedAtMs ?? 0) < NONCE_SURE_MS;
    const earlier = wasSent && !isNonceKnown ? await findEarlier(post, this.#posts(), this.#parts, signal) : null;
    // The earlier attempt may be the one that arrived: when it said something else nobody knows what stands there, and an edit follows.
    const contentHash = wasSent && post.record.contentHash !== wanted.hash ? null : wanted.hash;
    const attemptedAtMs = wasSent && isNonceKnown ? post.record.attemptedAtMs : clock.now();
    await this.#update(post, { state: 'sending', contentHash, attemptedAtMs });
    const { channelId, nonce } = post.record;
    const messageId = earlier ?? (await poster.create(channelId, wanted.body, nonce, signal));
    post.changedAtMs = clock.now();
    this.#counters.created += 1;
    await this.#update(post, { messageId, state: 'posted', contentHash, text: null });
  }

  async #edit(post: LanePost, messageId: string, signal: AbortSignal): Promise<void> {
    const { wanted } = post;
    if (!wanted) return;
    await this.#parts.poster.edit(post.record.channelId, messageId, wanted.body, signal);
    post.changedAtMs = this.#parts.clock.now();
    this.#counters.edited += 1;
    await this.#update(post, { contentHash: wanted.hash });
  }

  async #remove(post: LanePost, signal: AbortSignal): Promise<void> {
    const { channelId, messageId } = post.record;
    const found = messageId ?? (post.record.state === 'sending' ? await this.#search(post, signal) : null);
    if (found !== null) await this.#parts.poster.delete(channelId, found, signal);
    this.#counters.removed += 1;
    await this.#keeper.remove(post);
  }

  #search(post: LanePost, signal: AbortSignal): Promise<string | null> {
    return findEarlier(post, this.#posts(), this.#parts, signal);
  }

  async #update(post: LanePost, change: Partial<LanePost['record']>): Promise<void> {
    post.record = { ...post.record, ...change };
    await this.#keeper.save(post);
  }

  async #failed(post: LanePost, error: unknown, signal: AbortSignal): Promise<WorkOutcome> {
    const { log } = this.#parts;
    const { key, channelId } = post.record;
    const fault = error instanceof MomError ? 'passing' : restFault(error);
    log.warn({ err: toMomError(error), key, channelId, fault }, 'a post was not taken');
    switch (fault) {
      case 'passing':
      case 'thread-exists':
        return LATER;
      case 'archived':
        return await this.#unarchived(post, signal);
      case 'forbidden':
        return { ...LATER, fault: forbidden(channelId) };
      case 'unknown-message':
      case 'invalid':
        return await this.#giveUp(post, fault);
      case 'unknown-channel':
        return {
          isDone: false,
          fault: new MomError('thread_failed', 'it was deleted', { retryable: false }),
          isGoneForGood: true,
        };
    }
  }

  /** Only edits meet an archived thread: new messages open it again by themselves. */
  async #unarchived(post: LanePost, signal: AbortSignal): Promise<WorkOutcome> {
    try {
      await this.#parts.poster.unarchive(post.record.channelId, signal);
    } catch (error: unknown) {
      signal.throwIfAborted();
      if (restFault(error) !== 'passing') return { ...LATER, fault: forbidden(post.record.channelId) };
    }
    return LATER;
  }

  /** A message that a moderator deleted stays deleted; one that Discord finds wrong would be wrong again. */
  async #giveUp(post: LanePost, fault: RestFault): Promise<WorkOutcome> {
    const { key } = post.record;
    if (fault === 'invalid') this.#parts.log.error({ key }, 'a post that Discord finds wrong is left out');
    if (post.isToBeRemoved) await this.#keeper.remove(post);
    else await this.#update(post, { state: 'gone', text: null });
    return DONE;
  }
}

const forbidden = (channelId: string): MomError =>
  new MomError(
    'thread_forbidden',
    `AI MOM may not write in <#${channelId}>. Grant it View Channel, Send Messages, Send Messages in Threads, Create Public Threads and Attach Files there.`,
  );
