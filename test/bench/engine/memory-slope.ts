import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { childrenOf } from '../cpu-time.ts';
import { openWhisper, TOY_MODEL } from './open-engines.ts';
import { readTurns } from './standup-talk.ts';

export interface MemorySlope {
  /** Kilobytes of resident memory that one job adds, by least squares. */
  readonly parentKilobytes: number;
  readonly childKilobytes: number;
}

const SAMPLES = 50;
/** Caches and heaps find their size first: those of V8 in steps of megabytes, seen until job 700. */
const WARM_UP_JOBS = { long: 800, short: 200 };
const LONG_RUN_JOBS = 1_000;

/** Memory of parent and child over so many chunks of the toy model. */
export async function memorySlope(jobs: number): Promise<MemorySlope> {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  await using engine = openWhisper(TOY_MODEL);
  const before = new Set(childrenOf(process.pid));
  const turns = readTurns();
  const points: { readonly job: number; readonly parent: number; readonly child: number }[] = [];
  const warmUp = jobs >= LONG_RUN_JOBS ? WARM_UP_JOBS.long : WARM_UP_JOBS.short;
  for (let job = -warmUp; job < jobs; job++) {
    const pcm = turns[Math.abs(job) % turns.length]?.pcm ?? new Float32Array(16_000);
    await engine.transcribe({ pcm, language: 'en' });
    if (job < 0 || job % Math.ceil(jobs / SAMPLES) !== 0) continue;
    collectGarbage();
    const [child = 0] = childrenOf(process.pid).filter((id) => !before.has(id));
    points.push({ job, parent: residentKilobytes(process.pid), child: residentKilobytes(child) });
  }
  return {
    parentKilobytes: slope(points.map(({ job, parent }) => [job, parent])),
    childKilobytes: slope(points.map(({ job, child }) => [job, child])),
  };
}

function residentKilobytes(processId: number): number {
  const status = readFileSync(`/proc/${processId}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN);
}

function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const covariance = mean(points.map(([x, y]) => (x - meanX) * (y - meanY)));
  return covariance / mean(points.map(([x]) => (x - meanX) ** 2));
}
