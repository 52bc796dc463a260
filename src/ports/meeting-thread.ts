import type { Caption } from '../domain/caption.ts';
import type { LiveDraft } from '../domain/live-draft.ts';
import type { CaptureReceipt } from '../domain/receipt.ts';
import type { MeetingDocument } from './document-writer.ts';

/** Where a meeting is shown. Plain data: it is stored with the meeting and survives restarts. */
export interface ThreadRef {
  readonly guildId: string;
  readonly channelId: string;
  readonly threadId: string;
  /** The control panel's message, in the channel the call was started in. */
  readonly panelChannelId: string;
  readonly panelMessageId: string | null;
}

export type PanelState = 'joining' | 'recording' | 'paused' | 'reconnecting' | 'writing' | 'done' | 'failed';

/** The control panel: what it shows at a moment. */
export interface PanelView {
  readonly meetingId: string;
  readonly title: string;
  readonly state: PanelState;
  readonly startedAtMs: number;
  readonly voiceChannelId: string;
  readonly startedBy: string | null;
  /** Names of those who are recorded now. */
  readonly recorded: readonly string[];
  readonly optedOut: readonly string[];
  readonly captions: number;
  readonly packets: number;
  readonly lostPackets: number;
  /** The newest first, at most ten. */
  readonly activities: readonly { readonly atMs: number; readonly text: string }[];
  readonly privacyCode: string | null;
}

export interface OpenThread {
  readonly meetingId: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly panelChannelId: string;
  readonly title: string;
  readonly startedAtMs: number;
}

export interface MinutesPost {
  readonly document: MeetingDocument;
  readonly receipt: CaptureReceipt | null;
  readonly costUsd: number | null;
}

/**
 * Shows a meeting where it happens. Every call may be repeated: what stands there already is edited, never posted again, also after a
 * restart; while the platform can't be reached things wait, in order and bounded, and captions coalesce.
 *
 * @throws MomError thread_forbidden, thread_failed; an aborted signal's reason
 */
export interface MeetingThread extends AsyncDisposable {
  open(request: OpenThread, signal?: AbortSignal): Promise<ThreadRef>;
  /** Coalesces: the last view wins. */
  showPanel(thread: ThreadRef, view: PanelView): void;
  /** Never waits: newer text of the same caption takes the place of the older. */
  showCaption(meetingId: string, thread: ThreadRef, caption: Caption): void;
  /**
   * What the meeting is about so far; null takes it away, as minutes and a panel that says "done" do. Never waits: the newest wins, and
   * nothing is shown beside minutes.
   */
  showDraft(meetingId: string, thread: ThreadRef, draft: LiveDraft | null): void;
  /** Once per (meeting, key). */
  notify(meetingId: string, thread: ThreadRef, key: string, text: string): Promise<void>;
  /** Takes notices away; gives how many stood there. */
  withdraw(meetingId: string, thread: ThreadRef, keys: readonly string[]): Promise<number>;
  postMinutes(meetingId: string, thread: ThreadRef, post: MinutesPost, signal?: AbortSignal): Promise<void>;
  /** Resolves when everything shown so far stands there, or `graceMs` is over. */
  flush(meetingId: string, graceMs: number): Promise<void>;
  /** The same of what the panel's state puts at the voice channel, which can be changed from inside only. */
  flushSigns(graceMs: number): Promise<void>;
  /**
   * Takes captions away or edits them after somebody's words were forgotten; `kept` are the captions that stay, by id. A draft goes: nobody
   * knows what it rests on. Gives how many messages were edited or removed, the draft aside.
   */
  redact(meetingId: string, thread: ThreadRef, kept: ReadonlySet<string>, post: MinutesPost | null): Promise<number>;
  /** Removes everything of a meeting that was posted. */
  remove(meetingId: string, thread: ThreadRef): Promise<void>;
}
