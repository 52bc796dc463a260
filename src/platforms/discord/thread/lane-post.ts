import type { PostRecord } from '../../../ports/post-store.ts';
import { hashOf, nonceOf, type PostBody } from './post-body.ts';

/** What is to stand somewhere. */
export interface WantedPost {
  readonly key: string;
  readonly kind: PostRecord['kind'];
  readonly channelId: string;
  readonly body: PostBody;
  readonly captionIds?: readonly string[];
  /** Kept on the disk until it is posted. */
  readonly text?: string;
}

/** One message between what is wanted and what stands there. */
export interface LanePost {
  record: PostRecord;
  /** Null: as it stands is well (nothing new was told since the restart). */
  wanted: { readonly body: PostBody; readonly hash: string } | null;
  isToBeRemoved: boolean;
  /** Epoch ms of the last change that arrived. */
  changedAtMs: number;
}

/** At most one edit of a message in this time. */
const EDIT_EVERY_MS = 1_500;

export const newPost = (meetingId: string, position: number, { key, kind, channelId }: WantedPost): LanePost => ({
  record: {
    meetingId,
    key,
    kind,
    position,
    channelId,
    messageId: null,
    nonce: nonceOf(meetingId, key),
    contentHash: null,
    state: 'waiting',
    attemptedAtMs: null,
    text: null,
    captionIds: [],
  },
  wanted: null,
  isToBeRemoved: false,
  changedAtMs: Number.NEGATIVE_INFINITY,
});

export const restoredPost = (record: PostRecord): LanePost => ({
  record,
  wanted: null,
  isToBeRemoved: false,
  changedAtMs: Number.NEGATIVE_INFINITY,
});

/** Newer takes the place of older. */
export function want(post: LanePost, { body, captionIds, text }: WantedPost): void {
  post.wanted = { body, hash: hashOf(body) };
  post.record = {
    ...post.record,
    captionIds: captionIds ?? post.record.captionIds,
    text: post.record.messageId === null ? (text ?? null) : null,
  };
}

/** Whether something is left to do for it. */
export function isOpen({ record, wanted, isToBeRemoved }: LanePost): boolean {
  if (record.state === 'gone') return false;
  if (isToBeRemoved) return true;
  if (wanted === null) return false;
  return record.state !== 'posted' || wanted.hash !== record.contentHash;
}

/** Epoch ms from which on it may be touched. */
export const dueAtMs = ({ record, changedAtMs, isToBeRemoved }: LanePost): number =>
  record.messageId === null || isToBeRemoved ? 0 : changedAtMs + EDIT_EVERY_MS;
