// mom bench engine [--quick] [--only STAGE] [--minutes N] [--jobs N] [--json]: what the transcription engine promises, measured on this machine.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { hasShared } from '../shared.ts';
import type { EngineStage, StageSettings } from './engine/engine-stage.ts';
import { engineStages } from './engine/engine-stages.ts';
import { runStage, type StageReport, textOf, totalsOf } from './engine/stage-report.ts';

interface Wanted {
  readonly stages: readonly EngineStage[];
  readonly settings: Omit<StageSettings, 'folder'>;
  readonly isJson: boolean;
}

/** 0: every promise is kept; 1: one is not, or a stage broke off; 2: the call was wrong. */
process.exitCode = await bench();

async function bench(): Promise<number> {
  try {
    return await run(readArguments());
  } catch (error: unknown) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

async function run({ stages, settings, isJson }: Wanted): Promise<number> {
  const reports: StageReport[] = [];
  for (const stage of stages) {
    process.stderr.write(`bench: ${stage.name}: ${stage.title}\n`);
    const report = await runStage(stage, settings);
    reports.push(report);
    if (!isJson) process.stdout.write(`${textOf(report)}\n\n`);
  }
  const totals = totalsOf(reports);
  const machine = { processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
  const { bars, missed, stagesNotRun, stagesBrokenOff } = totals;
  if (isJson) process.stdout.write(`${JSON.stringify({ machine, totals, stages: reports }, null, 2)}\n`);
  else
    process.stdout.write(
      `${machine.processor}, ${machine.cores} cores, Node ${machine.node}: ${bars - missed} of ${bars} bars met, ` +
        `${stagesNotRun} stages not run, ${stagesBrokenOff} broken off\n`,
    );
  return missed + stagesBrokenOff > 0 ? 1 : 0;
}

/** @throws Error with a sentence for people */
function readArguments(): Wanted {
  if (!hasShared) throw new Error('This bench needs the recordings and models beside the checkout (../shared).');
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      minutes: { type: 'string' },
      jobs: { type: 'string' },
    },
  });
  const { quick, json, only, minutes, jobs } = values;
  const settings = {
    isQuick: quick,
    ...(minutes === undefined ? {} : { minutes: positive('minutes', minutes) }),
    ...(jobs === undefined ? {} : { jobs: positive('jobs', jobs) }),
  };
  return { stages: chosen(only), settings, isJson: json };
}

function chosen(names: readonly string[] | undefined): readonly EngineStage[] {
  const unknown = names?.find((name) => !engineStages.some((stage) => stage.name === name));
  if (unknown !== undefined)
    throw new Error(`There is no stage "${unknown}"; known are ${engineStages.map(({ name }) => name).join(', ')}.`);
  return engineStages.filter(({ name }) => names?.includes(name) ?? true);
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new Error(`--${name} must be a positive number, not "${text}".`);
}
