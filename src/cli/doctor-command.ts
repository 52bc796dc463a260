import type { Command } from 'commander';
import { createModels } from '../app.ts';
import { systemClock } from '../clock.ts';
import { projectRoot } from '../config.ts';
import { doctorChecks, doctorExitCode, renderDoctor, runDoctor, systemFacts } from '../doctor/index.ts';
import { type CliIo, writeLine } from './cli-io.ts';
import { EarlyExit } from './early-exit.ts';

interface DoctorOptions {
  readonly json?: true;
  readonly offline?: true;
}

export function addDoctorCommand(program: Command, io: CliIo): void {
  program
    .command('doctor')
    .description('Say what is ready on this machine and what is not')
    .option('--json', 'one JSON document on stdout')
    .option('--offline', 'ask no service whether a key is valid')
    .action((options: DoctorOptions) => doctor(options, io));
}

async function doctor(options: DoctorOptions, io: CliIo): Promise<void> {
  const config = io.readConfig();
  const machine = systemFacts({ projectRoot, models: createModels(config), clock: systemClock });
  const facts = options.offline ? { ...machine, fetch: refuse } : machine;
  const report = await runDoctor(doctorChecks(config, facts), io.signal);
  if (options.json) writeLine(io.stdout, JSON.stringify(report, null, 2));
  else io.stdout.write(renderDoctor(report, { isTerminal: io.useColour }));
  if (doctorExitCode(report) !== 0) throw new EarlyExit(1);
}

const refuse: typeof fetch = () => Promise.reject(new TypeError('offline'));
