import { type CommandServices, commandGroups, commands, runCommand, suggestValues } from '../commands/index.ts';
import type { App } from './app.ts';
import { templateIds } from './minutes/index.ts';
import type { CommandDesk } from './ports/command-desk.ts';

/** The table of commands for a chat platform, with everything that it works with; part of the composition root. */
export function openChatDesk(
  app: App,
  { chat, forgetMeeting, undoEdits }: Pick<CommandServices, 'chat' | 'forgetMeeting' | 'undoEdits'>,
  signal: AbortSignal,
): CommandDesk {
  const services: CommandServices = {
    store: app.store,
    liveMeetings: app.liveMeetings,
    documents: app.documents,
    document: (meetingId) => app.document(meetingId),
    translate: (document, language) => app.translate(document, language, signal),
    forgetMeeting,
    undoEdits,
    glossary: app.glossary,
    learn: (lesson) => app.meetings.learn(lesson),
    timeZone: app.timeZone,
    commands,
    templates: templateIds,
    costs: {
      report: (scope, month) => app.costs({ scope, month }, signal),
      draw: (report) => app.drawCosts(report, signal),
    },
    adminNotices: () => app.adminNotices(),
    chat,
  };
  return {
    commands,
    groups: commandGroups,
    run: (call) => runCommand(call, services),
    suggest: (call, optionName, typed) => suggestValues(call, optionName, typed, services),
  };
}
