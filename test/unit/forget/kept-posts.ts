import type { Caption } from '../../../src/domain/caption.ts';
import type { LiveDraft } from '../../../src/domain/live-draft.ts';
import { MomError } from '../../../src/errors.ts';
import type { MeetingThread, MinutesPost, OpenThread, ThreadRef } from '../../../src/ports/meeting-thread.ts';

/** A MeetingThread that keeps what stands there, as JSON a meeting. */
export class KeptPosts implements MeetingThread {
  /** By meeting: the captions that stand there by id, the notices by key, and the minutes. */
  readonly posts = new Map<
    string,
    { captions: Map<string, string>; notices: Map<string, string>; minutes: string | null }
  >();
  readonly drafts = new Map<string, string>();
  isReachable = true;

  async open(request: OpenThread): Promise<ThreadRef> {
    const { guildId, channelId, panelChannelId, meetingId } = request;
    this.#of(meetingId);
    return { guildId, channelId, threadId: `t-${meetingId}`, panelChannelId, panelMessageId: null };
  }

  showPanel(): void {
    return;
  }

  showCaption(meetingId: string, _thread: ThreadRef, { id, text }: Caption): void {
    this.#of(meetingId).captions.set(id, text);
  }

  showDraft(meetingId: string, _thread: ThreadRef, draft: LiveDraft | null): void {
    if (draft) this.drafts.set(meetingId, JSON.stringify(draft));
    else this.drafts.delete(meetingId);
  }

  async notify(meetingId: string, _thread: ThreadRef, key: string, text: string): Promise<void> {
    this.#reach();
    this.#of(meetingId).notices.set(key, text);
  }

  async withdraw(meetingId: string, _thread: ThreadRef, keys: readonly string[]): Promise<number> {
    this.#reach();
    const { notices } = this.#of(meetingId);
    return keys.filter((key) => notices.delete(key)).length;
  }

  async postMinutes(meetingId: string, _thread: ThreadRef, { document }: MinutesPost): Promise<void> {
    this.#reach();
    this.#of(meetingId).minutes = JSON.stringify(document);
    this.drafts.delete(meetingId);
  }

  async flush(): Promise<void> {
    this.#reach();
  }

  async flushSigns(): Promise<void> {
    this.#reach();
  }

  async redact(
    meetingId: string,
    _thread: ThreadRef,
    kept: ReadonlySet<string>,
    post: MinutesPost | null,
  ): Promise<number> {
    this.#reach();
    const posts = this.#of(meetingId);
    this.drafts.delete(meetingId);
    const gone = [...posts.captions.keys()].filter((id) => !kept.has(id));
    for (const id of gone) posts.captions.delete(id);
    const minutes = post && JSON.stringify(post.document);
    const edited = posts.minutes === minutes ? 0 : 1;
    posts.minutes = minutes;
    return gone.length + edited;
  }

  async remove(meetingId: string): Promise<void> {
    this.#reach();
    this.posts.delete(meetingId);
    this.drafts.delete(meetingId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.posts.clear();
  }

  #of(meetingId: string) {
    const posts = this.posts.get(meetingId) ?? {
      captions: new Map<string, string>(),
      notices: new Map<string, string>(),
      minutes: null,
    };
    this.posts.set(meetingId, posts);
    return posts;
  }

  #reach(): void {
    if (!this.isReachable) throw new MomError('thread_failed', 'no answer');
  }
}
