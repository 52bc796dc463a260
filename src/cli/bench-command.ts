import type { Command } from 'commander';
import { MomError } from '../errors.ts';
import type { CliIo } from './cli-io.ts';
import { runProgram } from './run-program.ts';

const SUITES = ['transcription', 'final-pass'] as const;

export function addBenchCommand(program: Command, io: CliIo): void {
  program
    .command('bench')
    .description(`Measure this machine: ${SUITES.join(', ')}`)
    .argument('<suite>', 'what to measure')
    .option('--json', 'one JSON document on stdout')
    .action((suite: string, options: { readonly json?: true }) => bench(suite, options.json === true, io));
}

async function bench(suite: string, wantsJson: boolean, io: CliIo): Promise<void> {
  if (!SUITES.some((known) => known === suite))
    throw new MomError('usage', `There is no bench "${suite}"; known are ${SUITES.join(', ')}.`);
  const code = await runProgram(['bench', `${suite}.bench.ts`], wantsJson ? ['--json'] : [], io);
  if (code !== 0) throw new MomError('internal', `the bench ended with ${code}`);
}
