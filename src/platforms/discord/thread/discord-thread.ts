import type { REST } from 'discord.js';
import type { Caption } from '../../../domain/caption.ts';
import type { LiveDraft } from '../../../domain/live-draft.ts';
import { neutralise } from '../../../domain/neutralise.ts';
import { MomError, toMomError } from '../../../errors.ts';
import type { Logger } from '../../../log.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { DocumentWriter } from '../../../ports/document-writer.ts';
import type { LabelStore } from '../../../ports/label-store.ts';
import type { MeetingThread, MinutesPost, OpenThread, PanelView, ThreadRef } from '../../../ports/meeting-thread.ts';
import type { PostStore } from '../../../ports/post-store.ts';
import { DRAFT_BEGINNING, renderDraft } from '../render/live-draft.ts';
import { minutesMessages } from '../render/minutes-messages.ts';
import { renderPanel } from '../render/panel.ts';
import { cut } from '../render/safe-text.ts';
import { withDeadline } from './deadline.ts';
import { MeetingPosts, noticeKey } from './meeting-posts.ts';
import { linksTo, momentsIn } from './message-links.ts';
import { minutesFiles } from './minutes-files.ts';
import { OpenedThread, type Places } from './opened-thread.ts';
import { Poster } from './poster.ts';
import { PostsInMemory } from './posts-in-memory.ts';
import { restFault } from './rest-fault.ts';
import { threadFault } from './thread-fault.ts';
import type { VoiceSigns } from './voice-signs.ts';

export interface ThreadParts {
  readonly rest: REST;
  readonly posts: PostStore;
  readonly labels: LabelStore;
  /** What is kept of a meeting's captions, to go on after a restart. */
  readonly captionsOf: (meetingId: string) => Promise<readonly Caption[]>;
  readonly documents: Pick<DocumentWriter, 'render'>;
  readonly places: Places;
  readonly signs: VoiceSigns;
  readonly botId: () => string;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Somebody waits for the answer of `/mom start`. */
const OPEN_PATIENCE_MS = 20_000;
/** Forgetting is tried again later where it does not work now. */
const REDACT_PATIENCE_MS = 60_000;
/** Notices are ours, but name people: nothing in them may act. */
const NOTICE_LENGTH = 1_900;
const NEVER = new AbortController().signal;

/** A meeting in a thread of Discord. */
export class DiscordThread implements MeetingThread {
  readonly #parts: ThreadParts;
  readonly #poster: Poster;
  readonly #meetings: PostsInMemory;

  constructor(parts: ThreadParts) {
    this.#parts = parts;
    this.#poster = new Poster(parts.rest);
    this.#meetings = new PostsInMemory((meetingId) => this.#read(meetingId), parts.log);
  }

  /** Sends what the process before left in the outbox. */
  async resume(): Promise<void> {
    for (const meetingId of await this.#parts.posts.listUnsent()) await this.#resume(meetingId);
  }

  async open(request: OpenThread, signal?: AbortSignal): Promise<ThreadRef> {
    using held = await this.#meetings.live(request.meetingId, null);
    const { posts } = held;
    const { places, clock } = this.#parts;
    const opened = new OpenedThread(request, posts, { places, poster: this.#poster });
    const late = () => new MomError('thread_failed', 'Discord did not answer in 20 s');
    try {
      return await withDeadline({ clock, ms: OPEN_PATIENCE_MS, signal, late }, (both) => opened.open(both));
    } catch (error: unknown) {
      opened.withdraw();
      signal?.throwIfAborted();
      throw error instanceof MomError ? error : threadFault(error);
    }
  }

  showPanel(thread: ThreadRef, view: PanelView): void {
    this.#parts.signs.show(thread, view);
    const { panelChannelId: channelId, panelMessageId, threadId } = thread;
    this.#meetings.showLater(view.meetingId, threadId, (posts) => {
      const panel = { key: 'panel', kind: 'panel', channelId } as const;
      if (panelMessageId !== null) posts.panel.adopt(panel, panelMessageId);
      posts.panel.put({ ...panel, body: renderPanel(view, { threadId }) });
      if (view.state === 'done') posts.removeDraft(DRAFT_BEGINNING);
      if (view.state === 'done' || view.state === 'failed') this.#meetings.leaveLater(view.meetingId, posts);
    });
  }

  showCaption(meetingId: string, { threadId }: ThreadRef, caption: Caption): void {
    this.#meetings.showLater(meetingId, threadId, (posts) => posts.showCaption(threadId, caption));
  }

  showDraft(meetingId: string, thread: ThreadRef, draft: LiveDraft | null): void {
    const atMs = this.#parts.clock.now();
    this.#meetings.showLater(meetingId, thread.threadId, (posts) => {
      if (draft === null) posts.removeDraft(DRAFT_BEGINNING);
      else posts.putDraft(thread.threadId, renderDraft(draft, momentsIn(posts, thread), atMs), String(atMs));
    });
  }

  async notify(meetingId: string, { threadId }: ThreadRef, key: string, text: string): Promise<void> {
    using held = await this.#meetings.live(meetingId, threadId);
    const { posts } = held;
    await posts.notify(threadId, key, cut(neutralise(text.trim()), NOTICE_LENGTH));
  }

  async postMinutes(meetingId: string, thread: ThreadRef, post: MinutesPost, signal?: AbortSignal): Promise<void> {
    using held = await this.#meetings.live(meetingId, thread.threadId);
    const { posts } = held;
    const keys = await this.#putMinutes(posts, thread, post, signal);
    for (const key of keys) await posts.thread.posted(key, signal ?? NEVER);
    posts.removeDraft(DRAFT_BEGINNING);
  }

  async flush(meetingId: string, graceMs: number): Promise<void> {
    const late = () => new MomError('thread_failed', 'there was no time left');
    try {
      const { clock } = this.#parts;
      await withDeadline({ clock, ms: graceMs, late }, (signal) => this.#meetings.settled(meetingId, signal));
    } catch (error: unknown) {
      this.#parts.log.warn({ err: toMomError(error), meetingId }, 'not everything stands in the thread yet');
    }
  }

  async flushSigns(graceMs: number): Promise<void> {
    const { clock, signs, log } = this.#parts;
    const late = () => new MomError('thread_failed', 'there was no time left');
    await withDeadline({ clock, ms: graceMs, late }, (signal) => signs.settled(signal)).catch((error: unknown) =>
      log.warn({ err: toMomError(error) }, 'a sign at a voice channel may stay'),
    );
  }

  async withdraw(meetingId: string, _thread: ThreadRef, keys: readonly string[]): Promise<number> {
    if (!this.#meetings.has(meetingId) && !(await this.#hasNotice(meetingId, keys))) return 0;
    using held = await this.#meetings.hold(meetingId);
    const { posts } = held;
    const count = posts.withdraw(keys);
    await this.#settle(posts);
    return count;
  }

  async redact(
    meetingId: string,
    thread: ThreadRef,
    kept: ReadonlySet<string>,
    post: MinutesPost | null,
  ): Promise<number> {
    using held = await this.#meetings.hold(meetingId);
    const { posts } = held;
    posts.removeDraft(DRAFT_BEGINNING);
    const texts = new Map(post?.document.transcript.utterances.map((utterance) => [utterance.id, utterance]));
    const captions = posts.redactCaptions(kept, texts);
    const hadMinutes = posts.thread.records.some(({ kind }) => kind === 'minutes');
    if (post && hadMinutes) await this.#putMinutes(posts, thread, post);
    const minutes = post ? Number(hadMinutes) : posts.removeMinutes();
    await this.#settle(posts);
    return captions + minutes;
  }

  async remove(meetingId: string, thread: ThreadRef): Promise<void> {
    using held = await this.#meetings.hold(meetingId);
    const { posts } = held;
    const isOwnThread = thread.threadId !== thread.channelId && thread.threadId !== thread.panelChannelId;
    const isThreadGone = isOwnThread && (await this.#deleteThread(thread.threadId));
    if (!isThreadGone) posts.removeDraft(DRAFT_BEGINNING);
    for (const lane of posts.lanes)
      for (const { key, channelId } of lane.records)
        if (!isThreadGone || channelId !== thread.threadId) lane.remove(key);
    if (thread.panelMessageId !== null && posts.panel.records.length === 0) {
      posts.panel.adopt({ key: 'panel', kind: 'panel', channelId: thread.panelChannelId }, thread.panelMessageId);
      posts.panel.remove('panel');
    }
    await this.#settle(posts);
    await this.#meetings.leave(meetingId, posts);
    await this.#parts.posts.deleteMeeting(meetingId);
    await this.#parts.labels.deleteMeeting(meetingId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#meetings.close();
    await this.#parts.signs.settled();
  }

  async #resume(meetingId: string): Promise<void> {
    try {
      using _ = await this.#meetings.live(meetingId, null);
    } catch (error: unknown) {
      this.#parts.log.error({ err: toMomError(error), meetingId }, 'what was left unsent can not be read');
    }
  }

  /** Looked up in the outbox: most meetings of a server have none about somebody. */
  async #hasNotice(meetingId: string, keys: readonly string[]): Promise<boolean> {
    const records = await this.#parts.posts.list(meetingId);
    return records.some(({ key }) => keys.some((notice) => key === noticeKey(notice)));
  }

  async #putMinutes(posts: MeetingPosts, thread: ThreadRef, post: MinutesPost, signal?: AbortSignal) {
    const files = await minutesFiles(post.document, this.#parts.documents, signal);
    return posts.putMinutes(thread.threadId, minutesMessages(post, files, linksTo(posts, thread)));
  }

  /** False where it may not be deleted: then its messages are, one by one. */
  async #deleteThread(threadId: string): Promise<boolean> {
    try {
      await this.#poster.deleteThread(threadId, NEVER);
      return true;
    } catch (error: unknown) {
      if (restFault(error) === 'unknown-channel') return true;
      if (restFault(error) === 'forbidden') return false;
      throw threadFault(error);
    }
  }

  async #settle(posts: MeetingPosts): Promise<void> {
    const late = () =>
      posts.lanes.find(({ fault }) => fault)?.fault ?? new MomError('thread_failed', 'Discord did not take it in time');
    const { clock } = this.#parts;
    await withDeadline({ clock, ms: REDACT_PATIENCE_MS, late }, (signal) => posts.settled(signal));
  }

  async #read(meetingId: string) {
    const { posts: store, captionsOf, botId, clock, log } = this.#parts;
    const records = await store.list(meetingId);
    const captions = records.length === 0 ? [] : await captionsOf(meetingId).catch(noneOfUnknown);
    const parts = { meetingId, poster: this.#poster, store, botId, clock, log: log.child({ meetingId }) };
    return { posts: new MeetingPosts(parts, records), captions };
  }
}

/** Posts outlive their meeting: they are removed after it. */
function noneOfUnknown(error: unknown): readonly Caption[] {
  if (error instanceof MomError && error.code === 'meeting_unknown') return [];
  throw error;
}
