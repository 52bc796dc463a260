import type { CaptureReceipt } from '../domain/receipt.ts';
import type { PanelState } from './meeting-thread.ts';

/** Who asks, as shown to others. */
export interface Asker {
  readonly userId: string;
  readonly name: string;
}

export interface StartRequest {
  readonly guildId: string;
  /** The voice channel. */
  readonly channelId: string;
  /** Where the call was made; the panel stands there. Null for a start that nobody asked for. */
  readonly textChannelId: string | null;
  readonly caller: Asker;
  /** Null = named after the channel. */
  readonly title: string | null;
  /** Null = the server's. */
  readonly template: string | null;
  /** ISO 639-1 code, "auto" to detect it, null = the server's. */
  readonly language: string | null;
}

export interface StartedMeeting {
  readonly meetingId: string;
  readonly title: string;
  /** Null where no thread could be made. */
  readonly threadUrl: string | null;
}

export interface StoppedMeeting extends StartedMeeting {
  /** False: it was called off before anything was recorded, and nothing stays of it. */
  readonly wasRecorded: boolean;
}

/** How a meeting that is being recorded stands. */
export interface LiveStatus {
  readonly meetingId: string;
  readonly state: PanelState;
  readonly title: string;
  readonly startedAtMs: number;
  readonly voiceChannelId: string;
  readonly threadUrl: string | null;
  /** Names of those who are recorded now. */
  readonly recorded: readonly string[];
  readonly optedOut: readonly string[];
  readonly captions: number;
  /** How far the captions are behind what is said. */
  readonly lagMs: number;
  readonly receipt: CaptureReceipt;
  /** What transcribes: "whisper.cpp base, 2 threads". */
  readonly engine: string;
  /** The seats and their weights in one line; null without seats. */
  readonly seats: string | null;
}

export interface UploadedRecording {
  readonly guildId: string;
  /** Where it was asked for: whoever sees this channel may see the meeting. */
  readonly channelId: string;
  readonly caller: Asker;
  readonly name: string;
  /** An address of the platform, or a path on this machine. */
  readonly source: { readonly url: string } | { readonly path: string };
  readonly bytes: number | null;
  readonly title: string | null;
  readonly template: string | null;
  /** As in StartRequest. */
  readonly language: string | null;
}

/**
 * The meetings that go on: at most one a server, because an account can be in one voice channel of a server.
 *
 * @throws MomError voice_busy (a meeting goes on here), meeting_unknown (none does), voice_full, voice_forbidden, voice_timeout,
 * voice_failed, thread_forbidden, thread_failed, recording_…, an aborted signal's reason
 */
export interface LiveMeetings {
  /** Resolves when it records. */
  start(request: StartRequest, signal?: AbortSignal): Promise<StartedMeeting>;
  /** Resolves when recording has ended; minutes follow in the thread. Also withdraws a start that is under way. */
  stop(guildId: string): Promise<StoppedMeeting>;
  /** Off the record for everybody, at the wish of `userId`: nothing is kept until `resume`. Does nothing when it is paused. */
  pause(guildId: string, userId: string): Promise<void>;
  resume(guildId: string, userId: string): Promise<void>;
  /** Deletes sound and words of the last minutes for everybody; gives how much that was. */
  eraseLast(guildId: string, minutes: number): Promise<{ readonly erasedMs: number }>;
  /** Null when nothing is recorded there. */
  status(guildId: string): Promise<LiveStatus | null>;
  note(guildId: string, by: Asker, text: string): Promise<void>;
  /** From now on the member is not recorded, or is again. Does nothing where nothing is recorded. */
  setExcluded(guildId: string, userId: string, isExcluded: boolean): Promise<void>;
  /**
   * Takes a recording through the same core; resolves with the meeting's id when it is noted down, minutes follow in the channel. Saves a
   * LiveMeetingRecord with that channel, else nobody but admins sees the meeting.
   */
  process(recording: UploadedRecording, signal?: AbortSignal): Promise<string>;
}
