import type { Caption } from '../../src/domain/caption.ts';
import type { LiveDraft } from '../../src/domain/live-draft.ts';
import type {
  MeetingThread,
  MinutesPost,
  OpenThread,
  PanelState,
  PanelView,
  ThreadRef,
} from '../../src/ports/meeting-thread.ts';

interface Posted {
  readonly ref: ThreadRef;
  readonly captions: Map<string, Caption>;
  readonly notices: Map<string, string>;
  readonly panels: PanelView[];
  /** What stood there of the meeting so far, one after the other; null where it was taken away. */
  readonly drafts: (LiveDraft | null)[];
  minutes: MinutesPost | null;
  /** How often minutes were brought; they stand there once. */
  deliveries: number;
}

/** A MeetingThread that remembers what stands where. */
export class FakeMeetingThread implements MeetingThread {
  readonly posted = new Map<string, Posted>();
  /** Everything of these meetings was taken away again. */
  readonly removed: string[] = [];
  /** What happens elsewhere while minutes are posted. */
  onPost: () => Promise<void> = async () => undefined;
  /** Thrown by the next calls, one each. */
  readonly faults: Error[] = [];

  async open({ meetingId, guildId, channelId, panelChannelId }: OpenThread, signal?: AbortSignal): Promise<ThreadRef> {
    signal?.throwIfAborted();
    this.#fail();
    const ref = {
      guildId,
      channelId,
      threadId: `thread-${meetingId}`,
      panelChannelId,
      panelMessageId: `panel-${meetingId}`,
    };
    if (!this.posted.has(meetingId)) {
      const empty = { captions: new Map(), notices: new Map(), panels: [], drafts: [], minutes: null, deliveries: 0 };
      this.posted.set(meetingId, { ref, ...empty });
    }
    return ref;
  }

  showPanel(thread: ThreadRef, view: PanelView): void {
    this.#of(view.meetingId, thread).panels.push(view);
    if (view.state === 'done') this.showDraft(view.meetingId, thread, null);
  }

  showCaption(meetingId: string, thread: ThreadRef, caption: Caption): void {
    this.#of(meetingId, thread).captions.set(caption.id, caption);
  }

  showDraft(meetingId: string, thread: ThreadRef, draft: LiveDraft | null): void {
    const { drafts } = this.#of(meetingId, thread);
    if (draft !== null || (drafts.at(-1) ?? null) !== null) drafts.push(draft);
  }

  async notify(meetingId: string, thread: ThreadRef, key: string, text: string): Promise<void> {
    this.#fail();
    const { notices } = this.#of(meetingId, thread);
    if (!notices.has(key)) notices.set(key, text);
  }

  async postMinutes(meetingId: string, thread: ThreadRef, post: MinutesPost, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.#fail();
    const posted = this.#of(meetingId, thread);
    await this.onPost();
    posted.minutes = post;
    this.showDraft(meetingId, thread, null);
    posted.deliveries += 1;
  }

  async flush(): Promise<void> {
    return undefined;
  }

  async flushSigns(): Promise<void> {
    return undefined;
  }

  async withdraw(meetingId: string, thread: ThreadRef, keys: readonly string[]): Promise<number> {
    const { notices } = this.#of(meetingId, thread);
    return keys.filter((key) => notices.delete(key)).length;
  }

  async redact(meetingId: string, thread: ThreadRef, kept: ReadonlySet<string>): Promise<number> {
    const { captions } = this.#of(meetingId, thread);
    const gone = [...captions.keys()].filter((id) => !kept.has(id));
    for (const id of gone) captions.delete(id);
    this.showDraft(meetingId, thread, null);
    return gone.length;
  }

  async remove(meetingId: string): Promise<void> {
    this.posted.delete(meetingId);
    this.removed.push(meetingId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.posted.clear();
  }

  states(meetingId: string): readonly PanelState[] {
    const states = (this.posted.get(meetingId)?.panels ?? []).map(({ state }) => state);
    return states.filter((state, index) => state !== states[index - 1]);
  }

  #of(meetingId: string, thread: ThreadRef): Posted {
    const posted = this.posted.get(meetingId);
    if (posted?.ref.threadId !== thread.threadId) throw new Error(`nothing was opened for ${meetingId}`);
    return posted;
  }

  #fail(): void {
    const fault = this.faults.shift();
    if (fault) throw fault;
  }
}
