import { readdirSync, readFileSync } from 'node:fs';

/** Ticks a second of /proc/PID/stat on every Linux that Node runs on (sysconf(_SC_CLK_TCK)). */
const TICKS_PER_SECOND = 100;

/** CPU seconds (user + system) of this process, its ended children and its living ones. */
export function familyCpuSeconds(): number {
  return sum([process.pid, ...childrenOf(process.pid)].map(ticksOf)) / TICKS_PER_SECOND;
}

/** Largest resident memory so far, in MB, by process. */
export function peakMegabytes(pid: number): number {
  const text = readIfThere(`/proc/${pid}/status`);
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1_024);
}

export function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readIfThere(`/proc/${pid}/task/${thread}/children`).trim().split(' ').filter(Boolean).map(Number),
  );
}

/** Fields of proc(5): 14 utime, 15 stime, 16 cutime, 17 cstime. */
function ticksOf(pid: number): number {
  const text = readIfThere(`/proc/${pid}/stat`);
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return sum(fields.slice(11, 15));
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
