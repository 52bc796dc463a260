import type { Command } from 'commander';
import { MomError } from '../errors.ts';
import type { CliIo } from './cli-io.ts';
import { EarlyExit } from './early-exit.ts';
import { runProgram } from './run-program.ts';

const SUITES = ['transcription', 'engine', 'final-pass', 'recording', 'capture', 'after-call'] as const;

export function addBenchCommand(program: Command, io: CliIo): void {
  program
    .command('bench')
    .description(`Measure this machine: ${SUITES.join(', ')}`)
    .argument('<suite>', 'what to measure')
    .argument('[options...]', 'of the suite; engine knows --quick, --only STAGE, --minutes N, --jobs N')
    .option('--json', 'one JSON document on stdout')
    .allowUnknownOption()
    .action((suite: string, words: readonly string[], { json }: { readonly json?: true }) =>
      bench(suite, [...words, ...(json ? ['--json'] : [])], io),
    );
}

async function bench(suite: string, words: readonly string[], io: CliIo): Promise<void> {
  if (!SUITES.some((known) => known === suite))
    throw new MomError('usage', `There is no bench "${suite}"; known are ${SUITES.join(', ')}.`);
  const code = await runProgram(['bench', `${suite}.bench.ts`], words, io);
  // It has said what went wrong, or which promise was not kept.
  if (code !== 0) throw new EarlyExit(typeof code === 'number' ? code : 1);
}
