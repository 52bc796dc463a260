import type { Command, CommandGroup } from './command.ts';
import { correctCommand } from './correct.ts';
import { costsCommand } from './costs.ts';
import { editsCommand } from './edits.ts';
import { exportCommand } from './export.ts';
import { forgetMeCommand, forgetMeetingCommand, forgetMemberCommand } from './forget.ts';
import { glossaryCommand } from './glossary.ts';
import { helpCommand } from './help.ts';
import { meetingsCommand } from './meetings.ts';
import { minutesCommand } from './minutes.ts';
import { noteCommand } from './note.ts';
import { offRecordCommand, pauseCommand, resumeCommand } from './off-record.ts';
import { optInCommand, optOutCommand } from './opt-out.ts';
import { profileForgetCommand, profileSetCommand, profileShowCommand } from './profile.ts';
import { settingsAutoJoinCommand, settingsResetCommand, settingsSetCommand, settingsShowCommand } from './settings.ts';
import { startCommand } from './start.ts';
import { statusCommand } from './status.ts';
import { stopCommand } from './stop.ts';
import { uploadCommand } from './upload.ts';

export { type Attachment, type Caller, type CommandCall, LOCAL_SCOPE, type Named, type OptionValue } from './call.ts';
export type {
  ChatServices,
  Choice,
  Command,
  CommandGroup,
  CommandOption,
  CommandServices,
  Reply,
  ReplyFile,
} from './command.ts';
export { checkedMonth } from './costs.ts';
export { pathOf } from './path-of.ts';
export { plain, withoutMarkup } from './plain.ts';
export { type CommandReply, runCommand } from './run-command.ts';
export { suggestValues } from './suggest-values.ts';
export { parseTextCall, type TextCall } from './text-call.ts';
export { toValue } from './text-value.ts';

/** The one table of `/mom` subcommands. */
export const commands: readonly Command[] = [
  startCommand,
  stopCommand,
  pauseCommand,
  resumeCommand,
  offRecordCommand,
  statusCommand,
  noteCommand,
  minutesCommand,
  meetingsCommand,
  exportCommand,
  uploadCommand,
  correctCommand,
  editsCommand,
  glossaryCommand,
  profileShowCommand,
  profileSetCommand,
  profileForgetCommand,
  optOutCommand,
  optInCommand,
  forgetMeCommand,
  forgetMemberCommand,
  forgetMeetingCommand,
  settingsShowCommand,
  settingsSetCommand,
  settingsAutoJoinCommand,
  settingsResetCommand,
  costsCommand,
  helpCommand,
];

/** What platforms say of the groups. */
export const commandGroups: Readonly<Record<CommandGroup, string>> = {
  profile: 'What you want to hear of',
  settings: 'What this server has decided',
  forget: 'Delete voices, words and meetings',
};
