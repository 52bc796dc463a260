import type { Command } from 'commander';
import type { CliIo } from './cli-io.ts';
import { addEvalWer } from './eval-wer.ts';

/** Judges the product on recordings and meetings of your own. */
export function addEvalCommand(program: Command, io: CliIo): void {
  const group = program.command('eval').description('Judge transcription on recordings whose words are known');
  addEvalWer(group, io);
  for (const command of group.commands) command.exitOverride().configureOutput(program.configureOutput());
}
