import { resolve } from 'node:path';
import type { Command as Commander } from 'commander';
import { type Command, type CommandServices, commands, type Reply } from '../../commands/index.ts';
import { type App, createApp } from '../app.ts';
import { type CliIo, writeLine } from './cli-io.ts';
import { printable } from './terminal-text.ts';
import { writeWhole } from '../meeting/index.ts';
import { documentOf } from './write-files.ts';

/** In the terminal `mom minutes FILE` makes minutes, so showing them again has a name of its own; `--help` is the terminal's help, and costs have more forms here. */
const TERMINAL_NAMES: Readonly<Record<string, string | null>> = { minutes: 'show', help: null, costs: null };

/** Makes terminal commands of the platform-neutral table. */
export function addTableCommands(program: Commander, io: CliIo): void {
  for (const command of commands) {
    const name = command.name in TERMINAL_NAMES ? TERMINAL_NAMES[command.name] : command.name;
    if (name) addTableCommand(program, command, name, io);
  }
}

/** Required options are arguments in a terminal; so is an optional meeting where nothing else is asked for. */
function addTableCommand(program: Commander, command: Command, name: string, io: CliIo): void {
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
    const values = { ...entry.opts<Record<string, string | undefined>>() };
    for (const [index, option] of positional.entries()) values[option.name] = typed[index] as string | undefined;
    await using app = await createApp(io.readConfig());
    await show(await command.run({ values }, servicesOf(app)), values['out'] ?? '.', io);
  });
}

const describe = (option: Command['options'][number]): string =>
  option.choices ? `${option.description}: ${option.choices.join(', ')}` : option.description;

function servicesOf(app: App): CommandServices {
  return {
    store: app.store,
    documents: app.documents,
    commands,
    timeZone: app.timeZone,
    costs: { report: (month) => app.costs({ scope: null, month }), draw: (report) => app.drawCosts(report) },
    glossary: app.glossary,
    scope: 'local',
    learn: (lesson) => app.meetings.learn(lesson),
    forget: (meetingId) => app.forget(meetingId),
    document: async (meetingId) => documentOf(await app.meetings.outcome(meetingId)),
  };
}

async function show(reply: Reply, folder: string, io: CliIo): Promise<void> {
  for (const line of reply.text.split('\n')) writeLine(io.stdout, printable(line));
  for (const file of reply.files) writeLine(io.stdout, await writeWhole(resolve(folder, file.name), file.bytes));
}
