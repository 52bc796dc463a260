// mom bench engine [--quick] [--only STAGE] [--minutes N] [--jobs N] [--json]: what the transcription engine promises, measured on this machine.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { hasShared } from '../shared.ts';
import type { EngineStage } from './engine/engine-stage.ts';
import { engineStages } from './engine/engine-stages.ts';
import { runStage, type StageReport, textOf, totalsOf } from './engine/stage-report.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    minutes: { type: 'string' },
    jobs: { type: 'string' },
  },
});
if (!hasShared) throw new Error('this bench needs the recordings and models beside the checkout (../shared)');
const reports: StageReport[] = [];
const settings = {
  isQuick: values.quick,
  ...(values.minutes === undefined ? {} : { minutes: positive('minutes', values.minutes) }),
  ...(values.jobs === undefined ? {} : { jobs: positive('jobs', values.jobs) }),
};
for (const stage of chosen(values.only)) {
  process.stderr.write(`bench: ${stage.name}: ${stage.title}\n`);
  const report = await runStage(stage, settings);
  reports.push(report);
  if (!values.json) process.stdout.write(`${textOf(report)}\n\n`);
}
finish();

function chosen(names: readonly string[] | undefined): readonly EngineStage[] {
  const unknown = names?.find((name) => !engineStages.some((stage) => stage.name === name));
  if (unknown !== undefined)
    throw new Error(`there is no stage "${unknown}"; known are ${engineStages.map(({ name }) => name).join(', ')}`);
  return engineStages.filter(({ name }) => names?.includes(name) ?? true);
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new Error(`--${name} must be a positive number, not "${text}"`);
}

function finish(): void {
  const totals = totalsOf(reports);
  const machine = { processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
  const { bars, missed, stagesNotRun, stagesBrokenOff } = totals;
  if (values.json) process.stdout.write(`${JSON.stringify({ machine, totals, stages: reports }, null, 2)}\n`);
  else
    process.stdout.write(
      `${machine.processor}, ${machine.cores} cores, Node ${machine.node}: ${bars - missed} of ${bars} bars met, ` +
        `${stagesNotRun} stages not run, ${stagesBrokenOff} broken off\n`,
    );
  if (missed + stagesBrokenOff > 0) process.exitCode = 1;
}
