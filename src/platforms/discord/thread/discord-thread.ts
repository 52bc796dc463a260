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
import { MeetingPosts } from './meeting-posts.ts';
import { linksTo, momentsIn } from './message-links.ts';
import { minutesFiles } from './minutes-files.ts';
import { OpenedThread, type Places } from './opened-thread.ts';
import { Poster } from './poster.ts';
import { restFault } from './rest-fault.ts';
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

interface Loaded {
  readonly posts: MeetingPosts;
  readonly captions: readonly Caption[];
}

/** A meeting in memory. `shown` resolves when everything that was shown so far is in its lanes. */
interface Entry {
  readonly loading: Promise<Loaded>;
  shown: Promise<void>;
}

/** A meeting in a thread of Discord. */
export class DiscordThread implements MeetingThread {
  readonly #parts: ThreadParts;
  readonly #poster: Poster;
  readonly #meetings = new Map<string, Entry>();

  constructor(parts: ThreadParts) {
    this.#parts = parts;
    this.#poster = new Poster(parts.rest);
  }

  /** Sends what the process before left in the outbox. */
  async resume(): Promise<void> {
    for (const meetingId of await this.#parts.posts.listUnsent())
      await this.#live(meetingId, null).catch((error: unknown) =>
        this.#parts.log.error({ err: toMomError(error), meetingId }, 'what was left unsent can not be read'),
      );
  }

  async open(request: OpenThread, signal?: AbortSignal): Promise<ThreadRef> {
    const { posts } = await this.#live(request.meetingId, null);
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
    this.#later(view.meetingId, threadId, (posts) => {
      const panel = { key: 'panel', kind: 'panel', channelId } as const;
      if (panelMessageId !== null) posts.panel.adopt(panel, panelMessageId);
      posts.panel.put({ ...panel, body: renderPanel(view, { threadId }) });
      if (view.state === 'done') posts.removeDraft(DRAFT_BEGINNING);
      if (view.state === 'done' || view.state === 'failed') this.#leaveLater(view.meetingId, posts);
    });
  }

  showCaption(meetingId: string, { threadId }: ThreadRef, caption: Caption): void {
    this.#later(meetingId, threadId, (posts) => posts.showCaption(threadId, caption));
  }

  showDraft(meetingId: string, thread: ThreadRef, draft: LiveDraft | null): void {
    const atMs = this.#parts.clock.now();
    this.#later(meetingId, thread.threadId, (posts) => {
      if (draft === null) posts.removeDraft(DRAFT_BEGINNING);
      else posts.putDraft(thread.threadId, renderDraft(draft, momentsIn(posts, thread), atMs), String(atMs));
    });
  }

  async notify(meetingId: string, { threadId }: ThreadRef, key: string, text: string): Promise<void> {
    const { posts } = await this.#live(meetingId, threadId);
    await posts.notify(threadId, key, cut(neutralise(text.trim()), NOTICE_LENGTH));
  }

  async postMinutes(meetingId: string, thread: ThreadRef, post: MinutesPost, signal?: AbortSignal): Promise<void> {
    const { posts } = await this.#live(meetingId, thread.threadId);
    const keys = await this.#putMinutes(posts, thread, post, signal);
    for (const key of keys) await posts.thread.posted(key, signal ?? NEVER);
    posts.removeDraft(DRAFT_BEGINNING);
  }

  async flush(meetingId: string, graceMs: number): Promise<void> {
    if (!this.#meetings.has(meetingId)) return;
    const late = () => new MomError('thread_failed', 'there was no time left');
    try {
      const { posts } = await this.#load(meetingId);
      await withDeadline({ clock: this.#parts.clock, ms: graceMs, late }, (signal) => posts.settled(signal));
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
    const { posts } = await this.#load(meetingId);
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
    const { posts } = await this.#load(meetingId);
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
    const { posts } = await this.#load(meetingId);
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
    await posts.close();
    this.#meetings.delete(meetingId);
    await this.#parts.posts.deleteMeeting(meetingId);
    await this.#parts.labels.deleteMeeting(meetingId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const loading = [...this.#meetings.values()].map((entry) => entry.loading);
    const loaded = await Promise.allSettled(loading);
    await Promise.all(loaded.flatMap((one) => (one.status === 'fulfilled' ? [one.value.posts.close()] : [])));
    await this.#parts.signs.settled();
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

  /** What never waits, in the order in which it was shown; a failure is only told to the log. */
  #later(meetingId: string, channelId: string, action: (posts: MeetingPosts) => void): void {
    const entry = this.#entry(meetingId);
    const show = async (): Promise<void> => {
      const { posts, captions } = await entry.loading;
      posts.catchUp(captions, channelId);
      action(posts);
    };
    entry.shown = entry.shown
      .then(show)
      .catch((error: unknown) => this.#parts.log.error({ err: toMomError(error), meetingId }, 'it can not be shown'));
  }

  /** A meeting that is over is known by the outbox alone, unless somebody shows more of it meanwhile. */
  #leaveLater(meetingId: string, posts: MeetingPosts): void {
    const entry = this.#entry(meetingId);
    const { shown } = entry;
    const leave = async (): Promise<void> => {
      await posts.settled(NEVER);
      if (entry.shown !== shown || !posts.isQuiet) return;
      this.#meetings.delete(meetingId);
      await posts.close();
    };
    leave().catch((error: unknown) => this.#parts.log.debug({ err: toMomError(error), meetingId }, 'stopped earlier'));
  }

  async #live(meetingId: string, channelId: string | null): Promise<Loaded> {
    const loaded = await this.#load(meetingId);
    loaded.posts.catchUp(loaded.captions, channelId);
    return loaded;
  }

  async #load(meetingId: string): Promise<Loaded> {
    const entry = this.#entry(meetingId);
    await entry.shown;
    return await entry.loading;
  }

  #entry(meetingId: string): Entry {
    const known = this.#meetings.get(meetingId);
    if (known) return known;
    const entry = { loading: this.#read(meetingId), shown: Promise.resolve() };
    this.#meetings.set(meetingId, entry);
    entry.loading.catch(() => this.#meetings.delete(meetingId));
    return entry;
  }

  async #read(meetingId: string): Promise<Loaded> {
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

function threadFault(error: unknown): MomError {
  const { message } = toMomError(error);
  if (restFault(error) === 'forbidden')
    return new MomError(
      'thread_forbidden',
      'AI MOM may not make a thread there. Grant it Create Public Threads, Send Messages in Threads and Send Messages, or choose another channel with `/mom settings set thread-channel`.',
      { cause: error },
    );
  return new MomError('thread_failed', message, { cause: error });
}
