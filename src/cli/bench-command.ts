import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { projectRoot } from '../config.ts';
import { MomError } from '../errors.ts';
import type { CliIo } from './cli-io.ts';
import { EarlyExit } from './early-exit.ts';

const SUITES = ['transcription', 'engine', 'final-pass', 'recording', 'capture'] as const;

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

/** Benches are programs of their own beside the tests, so that nothing of theirs is in the product. */
async function bench(suite: string, words: readonly string[], io: CliIo): Promise<void> {
  if (!SUITES.some((known) => known === suite))
    throw new MomError('usage', `There is no bench "${suite}"; known are ${SUITES.join(', ')}.`);
  const script = join(projectRoot, 'test', 'bench', `${suite}.bench.ts`);
  if (!existsSync(script))
    throw new MomError(
      'usage',
      `The bench "${suite}" is not here; benches are part of the repository: run this in a clone.`,
    );
  const child = spawn(process.execPath, [script, ...words], { stdio: 'inherit', signal: io.signal });
  const [code] = await once(child, 'exit');
  // It has said what went wrong, or which promise was not kept.
  if (code !== 0) throw new EarlyExit(typeof code === 'number' ? code : 1);
}
