import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuOf } from '../stage.ts';
import { type EngineStage, NotRunHere, type StageSettings } from './engine-stage.ts';
import type { Measure } from './measure.ts';

export interface StageReport {
  readonly stage: string;
  readonly title: string;
  readonly cpuSeconds: number;
  readonly measures: readonly Measure[];
  /** Why it was not run or broke off; null for one that came to its end. */
  readonly notRun: string | null;
  readonly brokeOff: string | null;
}

/** One stage in a folder of its own; that it breaks off does not keep the others from being measured. */
export async function runStage(stage: EngineStage, settings: Omit<StageSettings, 'folder'>): Promise<StageReport> {
  const folder = mkdtempSync(join(tmpdir(), 'mom-engine-'));
  const report = { stage: stage.name, title: stage.title, cpuSeconds: 0, measures: [], notRun: null, brokeOff: null };
  try {
    const { result, cpuSeconds } = await cpuOf(() => stage.run({ ...settings, folder }));
    return { ...report, cpuSeconds, measures: result };
  } catch (error: unknown) {
    if (error instanceof NotRunHere) return { ...report, notRun: error.message };
    return { ...report, brokeOff: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export interface ReportTotals {
  readonly bars: number;
  readonly missed: number;
  readonly stagesNotRun: number;
  readonly stagesBrokenOff: number;
}

export function totalsOf(reports: readonly StageReport[]): ReportTotals {
  const bars = reports.flatMap(({ measures }) => measures).filter(({ isMet }) => isMet !== null);
  return {
    bars: bars.length,
    missed: bars.filter(({ isMet }) => isMet === false).length,
    stagesNotRun: reports.filter(({ notRun }) => notRun !== null).length,
    stagesBrokenOff: reports.filter(({ brokeOff }) => brokeOff !== null).length,
  };
}

export function textOf({ stage, cpuSeconds, measures, notRun, brokeOff }: StageReport): string {
  if (notRun !== null) return `${stage}: NOT RUN, ${notRun}`;
  if (brokeOff !== null) return `${stage}: BROKE OFF, ${brokeOff}`;
  return [`${stage} (${cpuSeconds.toFixed(0)} CPU s)`, ...measures.map(lineOf)].join('\n');
}

function lineOf({ name, figure, unit, bar, isMet }: Measure): string {
  const value = `${typeof figure === 'number' ? short(figure) : figure} ${unit}`.trim();
  const verdict = isMet === null ? '' : isMet ? 'met' : 'MISSED';
  return `  ${name.padEnd(64)} ${value.padStart(12)}  ${bar.padEnd(10)} ${verdict}`.trimEnd();
}

const short = (figure: number): string =>
  Number.isInteger(figure) || Math.abs(figure) >= 1_000 ? String(Math.round(figure)) : figure.toPrecision(3);
