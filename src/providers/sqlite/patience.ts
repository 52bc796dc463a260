import { setTimeout as timeout } from 'node:timers/promises';
import { codeOf } from './fault.ts';

const LONGEST_NAP_MS = 50;

/**
 * Tries again while another connection holds the write lock. SQLite's own busy_timeout would sleep on the main thread, and two
 * connections of one process would wait for each other until it ends. The wait is for the operating system, so it is real time.
 *
 * @throws what the last try threw
 */
export async function whileBusy<T>(action: () => T | Promise<T>, patienceMs: number): Promise<T> {
  const endMs = performance.now() + patienceMs;
  for (let napMs = 1; ; napMs = Math.min(napMs * 2, LONGEST_NAP_MS)) {
    try {
      return await action();
    } catch (error) {
      if (!codeOf(error).startsWith('SQLITE_BUSY') || performance.now() + napMs > endMs) throw error;
    }
    await timeout(napMs);
  }
}
