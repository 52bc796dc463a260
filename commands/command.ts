import type { CostReport } from '../src/ledger/index.ts';
import type { Learned, Lesson } from '../src/meeting/index.ts';
import type { DocumentFormat, DocumentWriter, MeetingDocument } from '../src/ports/document-writer.ts';
import type { GlossaryStore } from '../src/ports/glossary-store.ts';
import type { MeetingStore } from '../src/ports/meeting-store.ts';

/** One `/mom` subcommand in no platform's form: Discord, Slack and the terminal turn the same table into their own. */
export interface Command {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CommandOption[];
  /** `admin` is checked at call time by the adapter. */
  readonly access: 'anyone' | 'admin';
  run(call: CommandCall, services: CommandServices): Promise<Reply>;
}

export interface CommandOption {
  readonly name: string;
  readonly description: string;
  readonly isRequired: boolean;
  readonly choices?: readonly string[];
}

/** Who called and with what; values are as typed, each command checks its own. */
export interface CommandCall {
  readonly values: Readonly<Record<string, string | undefined>>;
}

export interface CommandServices {
  readonly store: MeetingStore;
  readonly documents: DocumentWriter;
  /** @throws MomError meeting_unknown, meeting_busy */
  readonly document: (meetingId: string) => Promise<MeetingDocument>;
  /** Deletes a meeting and the files that were written for it; true when there was one. */
  readonly forget: (meetingId: string) => Promise<boolean>;
  /** Words that `scope` uses and what its people corrected. */
  readonly glossary: GlossaryStore;
  /** Whose call it is: guild or workspace id, "local" in a terminal. */
  readonly scope: string;
  /** @throws MomError usage, meeting_unknown, meeting_busy */
  readonly learn: (lesson: Lesson) => Promise<Learned>;
  /** Where the meetings are: days are told in it. */
  readonly timeZone: string;
  readonly commands: readonly Command[];
  /** Of the caller's server or workspace; of everything in a terminal. */
  readonly costs: {
    readonly report: (month: string | null) => Promise<CostReport>;
    /** PNG. */
    readonly draw: (report: CostReport) => Promise<Uint8Array>;
  };
}

/** Text is Markdown; files are attached where the platform can. */
export interface Reply {
  readonly text: string;
  readonly files: readonly ReplyFile[];
}

export interface ReplyFile {
  readonly name: string;
  readonly format: DocumentFormat | 'csv' | 'png';
  readonly bytes: Uint8Array;
}

export const textReply = (text: string): Reply => ({ text, files: [] });
