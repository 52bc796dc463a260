import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { projectRoot } from '../config.ts';
import { MomError } from '../errors.ts';
import type { CliIo } from './cli-io.ts';

const SUITES = ['transcription', 'final-pass'] as const;

export function addBenchCommand(program: Command, io: CliIo): void {
  program
    .command('bench')
    .description(`Measure this machine: ${SUITES.join(', ')}`)
    .argument('<suite>', 'what to measure')
    .option('--json', 'one JSON document on stdout')
    .action((suite: string, options: { readonly json?: true }) => bench(suite, options.json === true, io));
}

/** Benches are programs of their own beside the tests, so that nothing of theirs is in the product. */
async function bench(suite: string, wantsJson: boolean, io: CliIo): Promise<void> {
  const script = join(projectRoot, 'test', 'bench', `${suite}.bench.ts`);
  if (!SUITES.some((known) => known === suite))
    throw new MomError('usage', `There is no bench "${suite}"; known are ${SUITES.join(', ')}.`);
  if (!existsSync(script))
    throw new MomError('usage', 'The benches are part of the repository, not of an image: run this in a clone.');
  const child = spawn(process.execPath, [script, ...(wantsJson ? ['--json'] : [])], {
    stdio: 'inherit',
    signal: io.signal,
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new MomError('internal', `the bench ended with ${code}`);
}
