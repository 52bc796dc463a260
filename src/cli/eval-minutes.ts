import type { Command } from 'commander';
import { MomError } from '../errors.ts';
import type { CliIo } from './cli-io.ts';
import { wholeNumber } from './option-values.ts';
import { runProgram } from './run-program.ts';

interface EvalMinutesOptions {
  readonly runs: number;
  readonly json?: true;
}

const USUAL_RUNS = 200;

export function addEvalMinutes(group: Command, io: CliIo): void {
  group
    .command('minutes')
    .description('Judge the minutes of five simulated seats on meetings whose minutes are known; no model is asked')
    .option('--runs <number>', 'perturbation runs', wholeNumber, USUAL_RUNS)
    .option('--json', 'one JSON document on stdout, nothing else there')
    .action(async ({ runs, json }: EvalMinutesOptions) => {
      const words = ['--runs', String(runs), ...(json ? ['--json'] : [])];
      const code = await runProgram(['eval', 'minutes.eval.ts'], words, io);
      if (code !== 0)
        throw new MomError('internal', code === 1 ? 'a bar is not met' : `the evaluation ended with ${code}`);
    });
}
