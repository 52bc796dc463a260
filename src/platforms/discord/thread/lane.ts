import { MomError, toMomError } from '../../../errors.ts';
import type { PostRecord } from '../../../ports/post-store.ts';
import { Bell } from './bell.ts';
import type { LaneCounters, LaneParts } from './lane-parts.ts';
import { dueAtMs, isOpen, type LanePost, newPost, restoredPost, type WantedPost, want } from './lane-post.ts';
import { LaneWork } from './lane-work.ts';
import { hashOf, type PostBody } from './post-body.ts';
import { PostKeeper } from './post-keeper.ts';

/** Posts that wait to be sent at one time; an outage of an hour of lively talk makes about a thousand. */
const WAITING_LIMIT = 2_000;
const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 30_000;
/** Somebody has to grant a permission: no hurry. */
const FORBIDDEN_BACK_OFF_MS = 30_000;

/**
 * The messages of a meeting in one place, in order: new ones in the order in which they were wanted, edits before the new ones that stand
 * below, one request at a time. What can't be sent now waits; newer text takes the place of older. At most `WAITING_LIMIT` wait; beyond it
 * new posts are refused and counted.
 */
export class Lane {
  readonly counters: LaneCounters = { created: 0, edited: 0, removed: 0, delayed: 0, refused: 0 };
  readonly #parts: LaneParts;
  readonly #posts = new Map<string, LanePost>();
  readonly #bell = new Bell();
  readonly #stopped = new AbortController();
  readonly #keeper: PostKeeper;
  readonly #work: LaneWork;
  #running: Promise<void> | null = null;
  #failures = 0;
  #fault: MomError | null = null;
  #isOver = false;

  constructor(parts: LaneParts, records: readonly PostRecord[] = []) {
    this.#parts = parts;
    const hooks = { onKept: () => this.#bell.ring(), stopped: this.#stopped.signal };
    this.#keeper = new PostKeeper(parts, hooks);
    this.#work = new LaneWork(parts, this.#keeper, this.counters, () => [...this.#posts.values()]);
    for (const record of records) this.#posts.set(record.key, restoredPost(record));
  }

  get records(): readonly PostRecord[] {
    return [...this.#posts.values()].map(({ record }) => record);
  }

  /** Why nothing can be posted here now; null when nothing is known against it. */
  get fault(): MomError | null {
    return this.#fault;
  }

  /** The channel or thread is no more: nothing will be done here. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get isQuiet(): boolean {
    return this.#open().length === 0;
  }

  find(key: string): PostRecord | null {
    return this.#posts.get(key)?.record ?? null;
  }

  /** False when the queue is full. */
  put(wanted: WantedPost): boolean {
    const post = this.#posts.get(wanted.key) ?? this.#add(wanted);
    if (!post) return false;
    want(post, wanted);
    this.#wake();
    return true;
  }

  /** The same, with the record on the disk before it resolves, if the disk takes it. */
  async putLasting(wanted: WantedPost): Promise<boolean> {
    if (!this.put(wanted)) return false;
    const post = this.#posts.get(wanted.key);
    if (post) await this.#keeper.save(post);
    return true;
  }

  /** A message that stands there although nothing is known of it here. */
  adopt(wanted: Omit<WantedPost, 'body'>, messageId: string): void {
    const known = this.#posts.get(wanted.key);
    if (known && known.record.messageId !== null) return;
    const post = newPost(this.#parts.meetingId, known?.record.position ?? this.#posts.size, { ...wanted, body: NONE });
    post.record = { ...post.record, messageId, state: 'posted' };
    this.#posts.set(wanted.key, post);
  }

  /** `saidAbout` is how it begins: what an earlier process sent is found by it where nobody knows whether it arrived. */
  remove(key: string, saidAbout: PostBody | null = null): void {
    const post = this.#posts.get(key);
    if (!post) return;
    post.isToBeRemoved = true;
    if (saidAbout) post.wanted ??= { body: saidAbout, hash: hashOf(saidAbout) };
    this.#wake();
  }

  /** Resolves when the post stands there as wanted. @throws MomError thread_forbidden, thread_failed; the signal's reason */
  async posted(key: string, signal: AbortSignal): Promise<PostRecord> {
    const isSettled = (): boolean => this.#fault !== null || this.#isOver || this.#isDone(key);
    await this.#bell.until(isSettled, AbortSignal.any([signal, this.#stopped.signal]));
    const record = this.find(key);
    if (this.#fault && !this.#isDone(key)) throw this.#fault;
    if (record === null || record.state !== 'posted')
      throw new MomError('thread_failed', 'Discord did not take the message');
    return record;
  }

  /** Resolves when nothing is left to do and all of it is noted down, or nothing can be done. */
  settled(signal: AbortSignal): Promise<void> {
    const isSettled = (): boolean => this.#isOver || (this.isQuiet && this.#keeper.isEmpty);
    return this.#bell.until(isSettled, AbortSignal.any([signal, this.#stopped.signal]));
  }

  /** Ends the request that is under way; what waits is found again after a restart. */
  async close(): Promise<void> {
    this.#stopped.abort(new MomError('aborted', 'the platform stops'));
    this.#bell.ring();
    await this.#running;
    if (!this.#keeper.isEmpty) await this.#keeper.flush();
  }

  #isDone(key: string): boolean {
    const post = this.#posts.get(key);
    return !post || !isOpen(post);
  }

  #open(): LanePost[] {
    return [...this.#posts.values()].filter(isOpen);
  }

  #add(wanted: WantedPost): LanePost | null {
    if (this.#open().length >= WAITING_LIMIT) {
      this.counters.refused += 1;
      return null;
    }
    const last = Math.max(-1, ...[...this.#posts.values()].slice(-1).map(({ record }) => record.position));
    const post = newPost(this.#parts.meetingId, last + 1, wanted);
    this.#posts.set(wanted.key, post);
    return post;
  }

  #wake(): void {
    if (this.#stopped.signal.aborted || this.#isOver) return;
    this.#bell.ring();
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      // What was wanted after the last look, and before this moment, rang in vain.
      if (!this.isQuiet) this.#wake();
    });
  }

  /** Works until nothing is left or it is stopped; woken by the next post. */
  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    for (let next = this.#next(); next && !this.#isOver && !signal.aborted; next = this.#next()) {
      try {
        const waitMs = dueAtMs(next) - this.#parts.clock.now();
        if (waitMs > 0) await this.#sleep(waitMs);
        else await this.#perform(next);
      } catch (error: unknown) {
        if (signal.aborted) return;
        this.#parts.log.error({ err: toMomError(error) }, 'a post can not be kept track of');
        await this.#backOff(true).catch(() => signal.aborted);
      }
    }
  }

  /** The first that may be touched now, else the one that may be first; a new message waits for those above it. */
  #next(): LanePost | null {
    const open = this.#open();
    const firstNew = open.find(({ record, isToBeRemoved }) => record.messageId === null && !isToBeRemoved);
    const able = open.filter((post) => post === firstNew || post.record.messageId !== null || post.isToBeRemoved);
    const nowMs = this.#parts.clock.now();
    const due = able.find((post) => dueAtMs(post) <= nowMs);
    return due ?? able.reduce<LanePost | null>((a, b) => (a && dueAtMs(a) <= dueAtMs(b) ? a : b), null);
  }

  /** Ends early when something new is wanted: it may be due now. */
  async #sleep(ms: number): Promise<void> {
    const woken = new AbortController();
    const signal = AbortSignal.any([this.#stopped.signal, woken.signal]);
    const rest = [this.#parts.clock.delay(ms, signal), this.#bell.wait(signal)];
    try {
      await Promise.race(rest);
    } finally {
      woken.abort();
      await Promise.allSettled(rest);
    }
  }

  async #perform(post: LanePost): Promise<void> {
    const outcome = await this.#work.perform(post, this.#stopped.signal);
    this.#fault = outcome.fault;
    if (outcome.isGoneForGood) this.#isOver = true;
    if (post.record.state === 'gone' && post.isToBeRemoved) this.#posts.delete(post.record.key);
    this.#failures = outcome.isDone ? 0 : this.#failures + 1;
    this.#bell.ring();
    if (!outcome.isDone && !this.#isOver) await this.#backOff(outcome.fault !== null);
  }

  async #backOff(isForbidden: boolean): Promise<void> {
    this.counters.delayed += 1;
    const backOffMs = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** Math.min(this.#failures - 1, 10));
    await this.#parts.clock.delay(isForbidden ? FORBIDDEN_BACK_OFF_MS : backOffMs, this.#stopped.signal);
  }
}

const NONE = { content: '' };
