import type { ThreadRef } from './meeting-thread.ts';

/** recording: the bot is in the call or should be; processing: the call is over, minutes are not posted yet. */
export type LiveMeetingState = 'recording' | 'processing' | 'done' | 'failed';

/** What a platform knows of a meeting beside its words. */
export interface LiveMeetingRecord {
  readonly meetingId: string;
  readonly guildId: string;
  /** Whoever sees this channel may see the meeting; of an upload the channel in which it was asked for. */
  readonly voiceChannelId: string;
  /** Where the call is: the same, until somebody drags the bot to another channel. */
  readonly callChannelId: string;
  /** Where the call was asked for; null when the bot joined by itself. */
  readonly textChannelId: string | null;
  readonly thread: ThreadRef | null;
  /** AES-256 key of the journal, 32 bytes; null for a plain journal and when the key was deleted. */
  readonly journalKey: Uint8Array | null;
  readonly state: LiveMeetingState;
  /** User id; null when the bot joined by itself. */
  readonly startedBy: string | null;
  /** Epoch ms. */
  readonly startedAtMs: number;
}

/**
 * Meetings of platforms: where they are shown, how far they are, the key to their sound. Every call is one transaction and may be
 * repeated.
 *
 * @throws MomError store_failed
 */
export interface LiveMeetingStore {
  /** Takes the place of what was saved for this meeting. */
  save(record: LiveMeetingRecord): Promise<void>;
  find(meetingId: string): Promise<LiveMeetingRecord | null>;
  /** Recording or processing, the one that began first first. */
  listUnfinished(): Promise<readonly LiveMeetingRecord[]>;
  /** All of a guild, in the same order. */
  listOfGuild(guildId: string): Promise<readonly LiveMeetingRecord[]>;
  /** Makes an encrypted journal unreadable for good; the key is overwritten on the disk. */
  deleteKey(meetingId: string): Promise<void>;
  /** True when there was one. */
  delete(meetingId: string): Promise<boolean>;
}
