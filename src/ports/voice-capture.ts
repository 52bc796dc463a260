import type { Erasure } from '../domain/erasure.ts';
import type { CaptureReceipt } from '../domain/receipt.ts';

export interface JoinRequest {
  readonly guildId: string;
  readonly channelId: string;
  readonly meetingId: string;
  /** Epoch ms of the meeting's zero; a journal that is there already keeps its own. */
  readonly startedAtMs: number;
  /** Folder of the meeting's journal; one that is there already is gone on with. */
  readonly journalFolder: string;
  /** AES-256 key of the journal, 32 bytes, or null for plain. */
  readonly journalKey: Uint8Array | null;
  /** Members and bots whose packets are dropped before they reach the journal. */
  readonly excludedUserIds: readonly string[];
  /** A sound that tells everybody in the channel that it is recorded; the bot then joins unmuted. */
  readonly announcement: 'tone' | 'none';
}

/** Why a voice session is over. */
export type VoiceEnd = 'left' | 'kicked' | 'channel-deleted' | 'refused' | 'encryption-required' | 'disk' | 'lost';

/** What happens in the call, in order. Times are epoch ms. */
export type VoiceEvent =
  | { readonly type: 'member-join'; readonly atMs: number; readonly userId: string; readonly name: string }
  | { readonly type: 'member-leave'; readonly atMs: number; readonly userId: string }
  | { readonly type: 'journal-written'; readonly atMs: number }
  | { readonly type: 'moved'; readonly atMs: number; readonly channelId: string }
  | { readonly type: 'reconnect-start'; readonly atMs: number; readonly reason: string }
  | { readonly type: 'reconnect-end'; readonly atMs: number }
  | { readonly type: 'warning'; readonly atMs: number; readonly code: string; readonly text: string }
  | { readonly type: 'end'; readonly atMs: number; readonly reason: VoiceEnd; readonly text: string };

/**
 * The bot in one voice channel. Packets go to the journal without passing through the main thread. Disposing of it leaves the channel too,
 * but without ending the journal: the meeting can be gone on with.
 */
export interface VoiceSession extends AsyncDisposable {
  /** Ends after `end`. One reader. */
  readonly events: AsyncIterable<VoiceEvent>;
  /** Off the record: nothing is journaled but the fact. */
  pause(userId: string | null): Promise<void>;
  resume(userId: string | null): Promise<void>;
  note(note: { readonly userId: string; readonly name: string; readonly text: string }): Promise<void>;
  exclude(userId: string): Promise<void>;
  include(userId: string): Promise<void>;
  /** Takes something out of the journal while it is written. @throws MomError journal_failed, disk_full, usage */
  erase(erasure: Erasure): Promise<void>;
  receipt(): Promise<CaptureReceipt>;
  /** For comparing with what members see in their client; null without end-to-end encryption. */
  privacyCode(): Promise<string | null>;
  /** Leaves the channel, ends the journal and puts everything on the disk. Bounded. */
  leave(reason: string): Promise<void>;
}

/**
 * Joins voice channels.
 *
 * @throws MomError voice_busy, voice_full, voice_forbidden, voice_timeout, voice_failed, journal_failed, journal_locked, disk_full; an
 * aborted signal's reason
 */
export interface VoiceCapture extends AsyncDisposable {
  join(request: JoinRequest, signal?: AbortSignal): Promise<VoiceSession>;
}
