import type { GuildSettings } from '../../domain/guild.ts';
import type { LiveDraft } from '../../domain/live-draft.ts';
import type { MeetingSettings } from '../../domain/meeting.ts';
import type { Utterance } from '../../domain/transcript.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ForgetStore } from '../../ports/forget-store.ts';
import type { GlossaryStore } from '../../ports/glossary-store.ts';
import type { GuildStore } from '../../ports/guild-store.ts';
import type { HeardWindowStore } from '../../ports/heard-window-store.ts';
import type { LiveMeetingStore } from '../../ports/live-meeting-store.ts';
import type { MeetingStore } from '../../ports/meeting-store.ts';
import type { MeetingThread, ThreadRef } from '../../ports/meeting-thread.ts';
import type { OpusDecoder } from '../../ports/opus-decoder.ts';
import type { VoiceCapture } from '../../ports/voice-capture.ts';
import type { VoicePresence } from '../../ports/voice-presence.ts';
import type { LiveTranscription } from '../../transcription/live/index.ts';
import type { MeetingPorts, MinutesInput } from '../meeting-run.ts';
import type { MeetingService } from '../meeting-service.ts';
import type { LiveTimings } from './live-timings.ts';

/** What writes captions. */
export interface CaptionEngine {
  readonly transcription: Pick<LiveTranscription, 'openMeeting'>;
  /** "whisper.cpp base, 2 threads", for people. */
  readonly description: () => string;
}

/** What was asked for at the start; null = the server's. */
export interface WantedSettings {
  readonly template: string | null;
  /** ISO 639-1 code, "auto" to detect it. */
  readonly language: string | null;
}

/** The seats that read a long meeting part by part while it goes on. */
export interface SeatsRead {
  /** Somebody would read. */
  readonly isWanted: boolean;
  /** Takes a meeting's beginning, as far as its words are final. */
  read(soFar: MinutesInput): Promise<void>;
  /** Words were taken back, or there will be no minutes: nothing of what was read stays. */
  forget(meetingId: string): Promise<void>;
}

/** Writes what a meeting is about while it goes on. */
export interface DraftWriter {
  /** Takes utterances whose words are final; those it knows already are ignored. */
  feed(utterances: readonly Utterance[]): void;
  /** Follows the meeting until the signal ends; resolves then. May be called again. */
  run(signal: AbortSignal): Promise<void>;
}

/** What live meetings are made with. */
export interface LiveDesk {
  readonly capture: VoiceCapture;
  readonly thread: MeetingThread;
  readonly presence: Pick<VoicePresence, 'whoIsThere' | 'channelName' | 'vocabulary' | 'isBot' | 'checkPermissions'>;
  readonly threadUrl: (thread: ThreadRef) => string;
  /** Whether this is an address at which the platform keeps attachments. */
  readonly isAttachment: (url: URL) => boolean;
  readonly store: MeetingStore;
  readonly heard: HeardWindowStore;
  readonly seatsRead: SeatsRead;
  /** Begins with what was said so far; `onChange` hears every new state. @throws MomError store_failed */
  readonly openDraft: (soFar: MinutesInput, onChange: (draft: LiveDraft) => void) => Promise<DraftWriter>;
  readonly liveMeetings: LiveMeetingStore;
  readonly guilds: GuildStore;
  readonly glossary: GlossaryStore;
  readonly forgets: ForgetStore;
  readonly meetings: Pick<
    MeetingService,
    'begin' | 'beginLive' | 'attachTracks' | 'run' | 'find' | 'forget' | 'outcome' | 'rewrite'
  >;
  readonly opus: OpusDecoder;
  /** @throws MomError model_…, engine_missing, config_invalid: the meeting is then recorded without captions */
  readonly openCaptions: (settings: MeetingSettings) => Promise<CaptionEngine>;
  /** Of the final pass; its decoder reads journals. */
  readonly openPorts: (settings: MeetingSettings) => Promise<MeetingPorts>;
  readonly settingsFor: (scope: string, server: GuildSettings, wanted: WantedSettings) => MeetingSettings;
  /** What a meeting has cost so far in US dollars; null when nobody knows. */
  readonly costUsd: (meetingId: string) => Promise<number | null>;
  /** The seats and their weights in one line; null without seats. */
  readonly seats: () => string | null;
  /** Where the files of a meeting lie. */
  readonly meetingFolder: (meetingId: string) => string;
  /** After a meeting has come to its end, well or not: wishes to be forgotten have waited for it. */
  readonly onEnded: (meetingId: string) => Promise<void>;
  readonly fetch: typeof fetch;
  readonly maxUploadBytes: number;
  readonly timings: LiveTimings;
  readonly clock: Clock;
  readonly log: Logger;
}
