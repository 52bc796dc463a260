import { resolve } from 'node:path';
import type { Command as Commander } from 'commander';
import {
  type CommandCall,
  type CommandOption,
  type CommandServices,
  commands,
  LOCAL_SCOPE,
  pathOf,
  type Reply,
  runCommand,
  toValue,
  withoutMarkup,
} from '../../commands/index.ts';
import { type App, createApp } from '../app.ts';
import { writeWhole } from '../meeting/index.ts';
import { templateIds } from '../minutes/index.ts';
import { type CliIo, writeLine } from './cli-io.ts';
import { printable } from './terminal-text.ts';
import { documentOf } from './write-files.ts';

type TableCommand = (typeof commands)[number];

/** In the terminal `mom minutes FILE` makes minutes, so showing them again has a name of its own; `--help` is the terminal's help, and costs have more forms here. */
const TERMINAL_NAMES: Readonly<Record<string, string | null>> = {
  minutes: 'show',
  'forget meeting': 'forget',
  help: null,
  costs: null,
};

/** Whoever sits at the terminal runs this installation. */
const OPERATOR = { userId: 'local', name: 'local', isAdmin: true, voiceChannelId: null, canSee: () => true };

/** Makes terminal commands of the platform-neutral table; what needs a server around it is not offered. */
export function addTableCommands(program: Commander, io: CliIo): void {
  for (const command of commands) {
    const path = pathOf(command);
    const name = path in TERMINAL_NAMES ? TERMINAL_NAMES[path] : path;
    if (name && !command.isChatOnly) addTableCommand(program, command, name, io);
  }
}

/** Required options are arguments in a terminal; so is an optional meeting where nothing else is asked for. */
function addTableCommand(program: Commander, command: TableCommand, name: string, io: CliIo): void {
  const entry = program.command(name).description(command.description);
  const required = command.options.filter((option) => option.isRequired);
  const positional = required.length > 0 ? required : command.options.filter((option) => option.name === 'meeting');
  for (const option of positional)
    entry.argument(option.isRequired ? `<${option.name}>` : `[${option.name}]`, option.description);
  for (const option of command.options) {
    if (!positional.includes(option)) entry.option(`--${option.name} <value>`, describe(option));
  }
  const hasFiles = command.name === 'export';
  if (hasFiles) entry.option('--out <folder>', 'where the file goes', '.');
  entry.action(async (...typed: unknown[]) => {
    const texts = { ...entry.opts<Record<string, string | undefined>>() };
    for (const [index, option] of positional.entries()) texts[option.name] = typed[index] as string | undefined;
    await using app = await createApp(io.readConfig());
    await show(await runCommand(callOf(command, texts), servicesOf(app, io.signal)), texts['out'] ?? '.', io);
  });
}

const describe = (option: CommandOption): string => {
  const choices = option.type === 'string' ? option.choices : undefined;
  return choices ? `${option.description}: ${choices.map(({ value }) => value).join(', ')}` : option.description;
};

/** @throws MomError usage */
function callOf(command: TableCommand, texts: Readonly<Record<string, string | undefined>>): CommandCall {
  const values = command.options.flatMap((option) => {
    const text = texts[option.name];
    return text === undefined ? [] : [[option.name, toValue(option, text)] as const];
  });
  const place = { scope: LOCAL_SCOPE, guildId: null, channelId: null, locale: 'en' };
  return { command: pathOf(command), caller: OPERATOR, ...place, values: Object.fromEntries(values) };
}

function servicesOf(app: App, signal: AbortSignal): CommandServices {
  return {
    store: app.store,
    liveMeetings: app.liveMeetings,
    documents: app.documents,
    commands,
    templates: templateIds,
    timeZone: app.timeZone,
    costs: { report: (scope, month) => app.costs({ scope, month }), draw: (report) => app.drawCosts(report) },
    glossary: app.glossary,
    learn: (lesson) => app.meetings.learn(lesson),
    undoEdits: (request) => app.meetings.undoEdits(request),
    forgetMeeting: (meetingId) => app.forgetMeeting(meetingId),
    document: async (meetingId) => documentOf(await app.meetings.outcome(meetingId)),
    translate: (document, language) => app.translate(document, language, signal),
    adminNotices: () => app.adminNotices(),
    chat: null,
  };
}

async function show(reply: Reply, folder: string, io: CliIo): Promise<void> {
  for (const line of withoutMarkup(reply.text).split('\n')) writeLine(io.stdout, printable(line));
  for (const file of reply.files) writeLine(io.stdout, await writeWhole(resolve(folder, file.name), file.bytes));
}
