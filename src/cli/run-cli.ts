import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { z } from 'zod';
import { projectRoot } from '../config.ts';
import { toMomError } from '../errors.ts';
import { addBenchCommand } from './bench-command.ts';
import type { CliIo } from './cli-io.ts';
import { addCostsCommand } from './costs-command.ts';
import { addDemoCommand } from './demo-command.ts';
import { addDoctorCommand } from './doctor-command.ts';
import { EarlyExit } from './early-exit.ts';
import { addEvalCommand } from './eval-command.ts';
import { addMinutesCommand } from './minutes-command.ts';
import { addModelsCommand } from './models-command.ts';
import { addReplayCommand } from './replay-command.ts';
import { addStartCommand } from './start-command.ts';
import { addTableCommands } from './table-commands.ts';
import { tellFailure } from './tell-failure.ts';
import { addTranscribeCommand } from './transcribe-command.ts';

/** Runs one `mom` command; gives the exit code: 0 done, 1 failed, 2 wrongly called. */
export async function runCli(words: readonly string[], io: CliIo): Promise<number> {
  try {
    await buildProgram(io).parseAsync([...words], { from: 'user' });
    return 0;
  } catch (error: unknown) {
    if (error instanceof EarlyExit) return error.exitCode;
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return tellFailure(toMomError(error), io);
  }
}

function buildProgram(io: CliIo): Command {
  const program = new Command('mom');
  program
    .description('AI MOM: meetings become minutes')
    .version(productVersion())
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .showHelpAfterError('(add --help for what is possible)');
  addStartCommand(program, io);
  addMinutesCommand(program, io);
  addTranscribeCommand(program, io);
  addReplayCommand(program, io);
  addDemoCommand(program, io);
  addTableCommands(program, io);
  addCostsCommand(program, io);
  addModelsCommand(program, io);
  addDoctorCommand(program, io);
  addBenchCommand(program, io);
  addEvalCommand(program, io);
  for (const command of program.commands) command.exitOverride().configureOutput(program.configureOutput());
  return program;
}

function productVersion(): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')))
    .version;
}
