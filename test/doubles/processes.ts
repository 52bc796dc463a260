import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

const POLL_MS = 10;

/** Whether the process still is one; a zombie is not. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
  } catch {
    return false;
  }
  return !isZombie(processId);
}

/** Ms until the process is gone; other processes keep to the host's time, so this polls. */
export async function untilGone(processId: number, limitMs: number): Promise<number> {
  const startedMs = performance.now();
  while (isAlive(processId)) {
    if (performance.now() - startedMs > limitMs) throw new Error(`process ${processId} is there after ${limitMs} ms`);
    await setTimeout(POLL_MS);
  }
  return performance.now() - startedMs;
}

/** Children of this process that have ended and were not waited for; none where the host does not tell. */
export function zombies(): readonly number[] {
  const list = `/proc/${process.pid}/task/${process.pid}/children`;
  const children = existsSync(list) ? readFileSync(list, 'utf8').trim() : '';
  return children === '' ? [] : children.split(' ').map(Number).filter(isZombie);
}

function isZombie(processId: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${processId}/status`, 'utf8'));
  } catch {
    return false; // gone meanwhile, or a host without /proc
  }
}
