import { readFile } from 'node:fs/promises';
import type { Logger } from '../../log.ts';

const CHECK_MS = 100;
/** Where there is no /proc, the child itself reports this often. */
const REPORT_MS = 250;
const canLook = process.platform === 'linux';

/** How often a child must report its memory; 0 where the parent can look for itself. */
export const memoryReportMs = canLook ? 0 : REPORT_MS;

/** Watches the resident memory of a process on Linux. Returns how to stop. */
export function watchMemory(processId: number, onReading: (rssBytes: number) => void, log: Logger): () => void {
  if (!canLook) return () => undefined;
  const timer = setInterval(() => {
    readRssBytes(processId).then(onReading, (error: unknown) => log.debug({ err: error }, 'decoding process is gone'));
  }, CHECK_MS);
  return () => clearInterval(timer);
}

/** VmRSS in /proc/PID/status is in kB, whatever the size of a page (proc_pid_status(5)); 0 for a process that is just ending. */
async function readRssBytes(processId: number): Promise<number> {
  const status = await readFile(`/proc/${processId}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}
