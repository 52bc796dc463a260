import type { Command } from 'commander';
import type { CliIo } from './cli-io.ts';
import { addEvalMinutes } from './eval-minutes.ts';
import { addEvalWer } from './eval-wer.ts';

/** Judges the product on recordings and meetings of your own. */
export function addEvalCommand(program: Command, io: CliIo): void {
  const group = program.command('eval').description('Judge transcription and minutes where the truth is known');
  addEvalWer(group, io);
  addEvalMinutes(group, io);
  for (const command of group.commands) command.exitOverride().configureOutput(program.configureOutput());
}
