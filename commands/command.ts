import type { TranscriptEdit } from '../src/domain/minutes.ts';
import type { CostReport } from '../src/ledger/index.ts';
import type {
  ForgetReceipt,
  ForgetRequest,
  ForgottenMeeting,
  Learned,
  Lesson,
  UndoRequest,
} from '../src/meeting/index.ts';
import type { DocumentFormat, DocumentWriter, MeetingDocument } from '../src/ports/document-writer.ts';
import type { GlossaryStore } from '../src/ports/glossary-store.ts';
import type { GuildStore } from '../src/ports/guild-store.ts';
import type { LiveMeetingStore } from '../src/ports/live-meeting-store.ts';
import type { LiveMeetings } from '../src/ports/live-meetings.ts';
import type { MeetingStore } from '../src/ports/meeting-store.ts';
import type { CommandCall } from './call.ts';

/** Words under which subcommands are gathered: `/mom profile show`. */
export type CommandGroup = 'profile' | 'settings' | 'forget';

/** starter: whom the server's settings let begin a recording. */
export type Access = 'anyone' | 'admin' | 'starter';

/**
 * What must be so at the moment of the call, in the order in which it is looked at; see `checkRequirements` for the sentences.
 * in-voice: the caller sits in a voice channel; idle: nothing is recorded in the server; recording: something is; in-meeting: the caller
 * sits in the recorded channel, or is an admin.
 */
export type Requirement = 'in-voice' | 'idle' | 'recording' | 'in-meeting';

/** One `/mom` subcommand in no platform's form: Discord, Slack and the terminal turn the same table into their own. */
export interface Command {
  readonly group?: CommandGroup;
  /** Lower case, within its group. */
  readonly name: string;
  /** At most 100 characters (Discord). */
  readonly description: string;
  readonly options: readonly CommandOption[];
  readonly access: Access;
  readonly requires?: readonly Requirement[];
  /** Only the caller sees the answer. Platforms must know before it is there, so it is the command's. */
  readonly isPrivate: boolean;
  /** Needs a server or workspace around it: not offered in a terminal. */
  readonly isChatOnly?: boolean;
  run(call: CommandCall, services: CommandServices): Promise<Reply>;
}

interface BaseOption {
  /** Lower case and hyphens. */
  readonly name: string;
  /** At most 100 characters (Discord). */
  readonly description: string;
  readonly isRequired: boolean;
}

/** `choices` are all that may be said; `suggest` proposes while the caller types, and anything may be said. Never both. */
export interface TextOption extends BaseOption {
  readonly type: 'string';
  readonly choices?: readonly Choice[];
  readonly suggest?: Suggest;
  /** 6,000 characters unless told (Discord's limit). */
  readonly maxLength?: number;
}

export interface IntegerOption extends BaseOption {
  readonly type: 'integer';
  readonly min: number;
  readonly max: number;
}

export interface PlainOption extends BaseOption {
  readonly type: 'boolean' | 'user' | 'attachment';
}

export interface ChannelOption extends BaseOption {
  readonly type: 'channel';
  readonly channels: 'text' | 'voice';
}

export type CommandOption = TextOption | IntegerOption | PlainOption | ChannelOption;

/** What people read and what is sent. */
export interface Choice {
  readonly name: string;
  readonly value: string;
}

/** Proposals for what was typed so far, the best first; the platform shows the first 25. */
export type Suggest = (typed: string, call: CommandCall, services: CommandServices) => Promise<readonly Choice[]>;

/** What commands work with. */
export interface CommandServices {
  readonly store: MeetingStore;
  readonly liveMeetings: LiveMeetingStore;
  readonly documents: DocumentWriter;
  /** @throws MomError meeting_unknown, meeting_busy */
  readonly document: (meetingId: string) => Promise<MeetingDocument>;
  /** The same with its minutes in another language. @throws MomError usage, llm_unavailable, llm_limited, llm_budget */
  readonly translate: (document: MeetingDocument, language: string) => Promise<MeetingDocument>;
  /** Deletes a meeting with its files and posts. @throws MomError meeting_busy */
  readonly forgetMeeting: (meetingId: string) => Promise<ForgottenMeeting>;
  /** Words that a scope uses and what its people corrected. */
  readonly glossary: GlossaryStore;
  /** @throws MomError usage, meeting_unknown, meeting_busy */
  readonly learn: (lesson: Lesson) => Promise<Learned>;
  /** Takes back agreed edits, in the post as well where this is a chat. @throws MomError usage, meeting_unknown, meeting_busy */
  readonly undoEdits: (request: UndoRequest) => Promise<readonly TranscriptEdit[]>;
  /** Where the meetings are: days are told in it. */
  readonly timeZone: string;
  readonly commands: readonly Command[];
  /** Ids of the kinds of meetings, "auto" among them. */
  readonly templates: readonly string[];
  /** `scope` null = everything of this installation. */
  readonly costs: {
    readonly report: (scope: string | null, month: string | null) => Promise<CostReport>;
    /** PNG. */
    readonly draw: (report: CostReport) => Promise<Uint8Array>;
  };
  /** What admins should know, in sentences; for nobody else. */
  readonly adminNotices: () => Promise<readonly string[]>;
  /** Null in a terminal. */
  readonly chat: ChatServices | null;
}

/** What commands of a server or workspace work with. */
export interface ChatServices {
  readonly live: LiveMeetings;
  readonly guilds: GuildStore;
  /** @throws MomError meeting_unknown */
  readonly forgetMember: (request: ForgetRequest) => Promise<ForgetReceipt>;
}

/** Text is Markdown of any length in which names and titles are made plain; files are attached where the platform can. */
export interface Reply {
  readonly text: string;
  readonly files: readonly ReplyFile[];
}

export interface ReplyFile {
  readonly name: string;
  readonly format: DocumentFormat | 'csv' | 'png';
  readonly bytes: Uint8Array;
}

export const textReply = (...lines: readonly string[]): Reply => ({ text: lines.join('\n'), files: [] });
