import { familyCpuSeconds } from './cpu-time.ts';

/** What one stage of the way cost. */
export interface Stage {
  readonly name: string;
  readonly audioSeconds: number;
  readonly cpuSeconds: number;
  /** Largest memory of a child that was seen; 0 when nobody looked. */
  readonly childPeakMegabytes: number;
}

/** CPU seconds of this process and its children while `work` runs; children must end within it. */
export async function cpuOf<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly cpuSeconds: number }> {
  const before = familyCpuSeconds();
  const result = await work();
  return { result, cpuSeconds: familyCpuSeconds() - before };
}
