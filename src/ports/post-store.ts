/** What a post is: the control panel, the message that bears the thread, something told once, captions of one turn, the draft of what it is about, a part of the minutes. */
export type PostKind = 'panel' | 'starter' | 'notice' | 'captions' | 'draft' | 'minutes';

/** waiting: not sent yet; sending: sent, and nobody knows whether it arrived; posted: it stands there; gone: it was removed there. */
export type PostState = 'waiting' | 'sending' | 'posted' | 'gone';

/** One message of a meeting on a platform, so that a restart knows what stands where. It holds no words of people. */
export interface PostRecord {
  readonly meetingId: string;
  /** Stable within the meeting: what is shown twice under one key is one message. */
  readonly key: string;
  readonly kind: PostKind;
  /** Order within the meeting. */
  readonly position: number;
  readonly channelId: string;
  readonly messageId: string | null;
  /** Lets the platform recognise a second attempt. */
  readonly nonce: string;
  /** Hash of what stands there; null before it does. */
  readonly contentHash: string | null;
  readonly state: PostState;
  /** Epoch ms of the last attempt to post it; null before the first. */
  readonly attemptedAtMs: number | null;
  /** Our own words that must survive a restart before they are posted; null otherwise. */
  readonly text: string | null;
  /** Captions that are shown in it, in their order. */
  readonly captionIds: readonly string[];
}

/**
 * The outbox: every message of every meeting. Every call is one transaction and may be repeated.
 *
 * @throws MomError store_failed
 */
export interface PostStore {
  /** Takes the place of what was saved under this meeting and key. */
  save(post: PostRecord): Promise<void>;
  /** In the order of their positions. */
  list(meetingId: string): Promise<readonly PostRecord[]>;
  /** Meetings with a post that is waiting or being sent, the oldest first. */
  listUnsent(): Promise<readonly string[]>;
  delete(meetingId: string, key: string): Promise<void>;
  /** Everything of a meeting; notices that never left are overwritten on the disk. */
  deleteMeeting(meetingId: string): Promise<void>;
}
